import { EntryPostedV1, entryPostedV1 } from '@houtai/event-catalogue';
import type { Projection } from './project.store';

/** 租赁收入: the account that rental revenue is credited to, net of VAT. */
const RENTAL_REVENUE = '6041';

const posted: Projection<EntryPostedV1> = async (sql, { entryId, kind, postingDate, lines }) => {
  if (kind === 'closing') return;
  const revenue = lines.flatMap((line, i) =>
    line.account === RENTAL_REVENUE ? [{ ...line, lineNo: i + 1 }] : [],
  );
  if (revenue.length === 0) return;
  await sql.rows(
    `insert into revenue_line (entry_id, line_no, posting_date, amount_fen, vehicle_id, branch_id)
     select $1, l.line_no, $2, l.amount_fen, l.vehicle_id, l.branch_id
       from unnest($3::int[], $4::bigint[], $5::uuid[], $6::uuid[]) l(line_no, amount_fen, vehicle_id, branch_id)
     on conflict do nothing`,
    [
      entryId,
      postingDate,
      revenue.map(({ lineNo }) => lineNo),
      revenue.map(({ side, amountFen }) => (side === 'C' ? amountFen : -amountFen)),
      revenue.map(({ vehicleId }) => vehicleId ?? null),
      revenue.map(({ branchId }) => branchId ?? null),
    ],
  );
};

export const projectRevenue = { [entryPostedV1.type]: posted };
