import { entryPostedV1 } from '@houtai/event-catalogue';
import { on, type RowProjection } from './row-changes';

/** 租赁收入: the account that rental revenue is credited to, net of VAT. */
const RENTAL_REVENUE = '6041';

export const revenueRows: RowProjection = {
  table: 'revenue_line',
  key: 'entry_id',
  columns: ['line_no', 'posting_date', 'amount_fen', 'vehicle_id', 'branch_id'],
  changes: new Map([
    on(entryPostedV1, ({ entryId, kind, postingDate, lines }) => {
      if (kind === 'closing') return {};
      const rows = lines.map(({ account, side, amountFen, vehicleId, branchId }, index) => ({
        account,
        entry_id: entryId,
        line_no: index + 1,
        posting_date: postingDate,
        amount_fen: side === 'C' ? amountFen : -amountFen,
        vehicle_id: vehicleId,
        branch_id: branchId,
      }));
      return { add: rows.filter(({ account }) => account === RENTAL_REVENUE) };
    }),
  ]),
};
