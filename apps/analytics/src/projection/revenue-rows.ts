import { entryPostedV1, type EntryPostedV1 } from '@houtai/event-catalogue';
import type { ProjectedEvent, RowProjection } from './row-changes';

/** 租赁收入: the account that rental revenue is credited to, net of VAT. */
const RENTAL_REVENUE = '6041';

export const revenueRows: RowProjection = {
  table: 'revenue_line',
  key: 'entry_id',
  columns: ['line_no', 'posting_date', 'amount_fen', 'vehicle_id', 'branch_id'],
  changes: {
    [entryPostedV1.type]: ({ data }: ProjectedEvent<EntryPostedV1>) => {
      const { entryId, kind, postingDate, lines } = data;
      if (kind === 'closing') return {};
      const add = lines.flatMap(({ account, side, amountFen, vehicleId, branchId }, index) =>
        account === RENTAL_REVENUE
          ? {
              entry_id: entryId,
              line_no: index + 1,
              posting_date: postingDate,
              amount_fen: side === 'C' ? amountFen : -amountFen,
              vehicle_id: vehicleId,
              branch_id: branchId,
            }
          : [],
      );
      return { add };
    },
  },
};
