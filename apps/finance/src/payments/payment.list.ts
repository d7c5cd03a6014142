import { withNumber, type List } from '@houtai/service-host';
import type { PaymentFilter } from './payment.dto';

const BY_TIME = { '-receivedAt': 'payment_by_time' };

/** Ids are made in the order of recording. */
export const PAYMENTS: List<PaymentFilter, { id: string; receivedAt: Date }> = {
  name: 'payments',
  table: 'payment',
  fields: {
    id: { sql: 'id', type: 'uuid' },
    receivedAt: { sql: 'received_at', type: 'timestamptz', of: (row) => row.receivedAt },
  },
  sorts: { '-id': 'payment_pkey', ...BY_TIME },
  filters: {
    reservationId: {
      sql: withNumber('reservation_id'),
      indexes: { '-id': 'payment_by_order' },
      leaves: 'few',
    },
    reference: { sql: 'reference = $1', indexes: { '-id': 'payment_by_reference' }, leaves: 'few' },
    branchId: {
      sql: 'branch_id = $1',
      indexes: { '-id': 'payment_by_branch', '-receivedAt': 'payment_by_branch_and_time' },
    },
    method: {
      sql: 'method = $1',
      indexes: { '-id': 'payment_by_method', '-receivedAt': 'payment_by_method_and_time' },
    },
    from: { sql: 'received_at >= $1', indexes: BY_TIME },
    to: { sql: 'received_at < $1', indexes: BY_TIME },
  },
};
