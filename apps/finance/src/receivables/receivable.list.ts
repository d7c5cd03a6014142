import type { List } from '@houtai/service-host';
import type { ReceivableFilter } from './receivable.dto';

/** In the words of the index on it. */
const STATUS = `case when not final then 'running' when cleared_at is null then 'due' else 'cleared' end`;

/** By order: ids of orders are made in the order of time. */
export const RECEIVABLES: List<ReceivableFilter> = {
  name: 'receivables',
  table: 'receivable',
  fields: { id: { sql: 'reservation_id', type: 'uuid' } },
  sorts: { id: 'receivable_pkey' },
  filters: {
    status: { sql: `${STATUS} = $1`, indexes: { id: 'receivable_by_status' } },
    branchId: { sql: 'branch_id = $1', indexes: { id: 'receivable_by_branch' } },
    customerId: { sql: 'customer_id = $1', indexes: { id: 'receivable_by_customer' }, leaves: 'few' },
  },
};
