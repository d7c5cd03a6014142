import { withNumber, type List } from '@houtai/service-host';
import { addMonths, firstDayOf } from '../periods/period';
import type { EntryFilter } from './entry.dto';

const BY_DAY = { '-postingDate': 'entry_by_date' };
const EITHER = { '-id': 'entry_pkey', ...BY_DAY };

/** Ids are made in the order of recording. */
export const ENTRIES: List<EntryFilter, { id: string; postingDate: string }> = {
  name: 'entries',
  table: 'entry',
  fields: {
    id: { sql: 'e.id', type: 'uuid' },
    postingDate: { sql: 'e.posting_date', type: 'date', of: (row) => row.postingDate },
  },
  sorts: EITHER,
  filters: {
    period: {
      // in the order of days its first is gone to, not looked for from the newest
      sql: (period, _, sort) =>
        sort.endsWith('postingDate')
          ? [
              ['e.posting_date >= $1', firstDayOf(period)],
              ['e.posting_date < $1', firstDayOf(addMonths(period, 1))],
            ]
          : ['e.period = $1', period],
      indexes: { '-id': 'entry_by_period', '-postingDate': 'entry_by_date' },
    },
    kind: {
      sql: 'e.kind = $1',
      indexes: { '-id': 'entry_by_kind', '-postingDate': 'entry_by_kind_and_date' },
    },
    // with those below it; most entries of an account are asked for by who looks at the newest of them
    account: {
      sql: `exists (select 1 from line l where l.entry_id = e.id
                      and (l.account = $1 or starts_with(l.account, $1 || '.')))`,
      indexes: EITHER,
    },
    branchId: {
      sql: 'exists (select 1 from line l where l.entry_id = e.id and l.branch_id = $1)',
      indexes: EITHER,
    },
    // an order has few: found by its lines, then read in the order of their ids
    reservationId: {
      sql: (key) => {
        const [condition, value] = withNumber('l.order_id')(key);
        return [`e.id = any (array(select l.entry_id from line l where ${condition}))`, value];
      },
      indexes: { '-id': 'entry_pkey' },
      leaves: 'few',
    },
    from: { sql: 'e.posting_date >= $1', indexes: BY_DAY },
    to: { sql: 'e.posting_date < $1', indexes: BY_DAY },
  },
};
