import { withNumber, type List } from '@houtai/service-host';
import type { ComplaintFilter } from './complaint.dto';

const BY_INTAKE = { '-receivedAt': 'complaint_by_intake' };

/** Ids are made in the order of intake. */
export const COMPLAINTS: List<ComplaintFilter> = {
  name: 'complaints',
  table: 'complaint',
  fields: {
    id: { sql: 't.id', type: 'uuid' },
    receivedAt: { sql: 't.received_at', type: 'timestamptz' },
  },
  sorts: { id: 'complaint_pkey', ...BY_INTAKE },
  filters: {
    status: {
      sql: 't.status = $1',
      indexes: { id: 'complaint_by_status', '-receivedAt': 'complaint_by_status_and_intake' },
    },
    severity: {
      sql: 't.severity = $1',
      indexes: { id: 'complaint_by_severity', '-receivedAt': 'complaint_by_severity_and_intake' },
    },
    customerId: { sql: 't.customer_id = $1', indexes: { id: 'complaint_by_customer' }, leaves: 'few' },
    reservationId: {
      sql: withNumber('t.reservation_id'),
      indexes: { id: 'complaint_by_order' },
      leaves: 'few',
    },
    branchId: {
      sql: 't.branch_id = $1',
      indexes: { id: 'complaint_by_branch', '-receivedAt': 'complaint_by_branch_and_intake' },
    },
    // its clock stands still while one waits for the customer, and has ended where there is no due time
    overdue: {
      sql: (_, { now }) => ['t.due_at is not null and t.due_at <= coalesce(t.waiting_since, $1)', now],
      indexes: { id: 'complaint_running' },
    },
    from: { sql: 't.received_at >= $1', indexes: BY_INTAKE },
    to: { sql: 't.received_at < $1', indexes: BY_INTAKE },
  },
};
