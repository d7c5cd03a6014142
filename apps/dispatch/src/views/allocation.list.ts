import { withNumber, type List } from '@houtai/service-host';
import type { AllocationFilter } from './allocation.dto';

const IN_ORDER = { from: 'allocation_by_time' };

export const ALLOCATIONS: List<AllocationFilter, { from_at: Date }> = {
  name: 'allocations',
  table: 'allocation',
  fields: {
    from: { sql: 'lower(t.during)', type: 'timestamptz', of: (row) => row.from_at },
    id: { sql: 't.allocation_id', type: 'uuid' },
  },
  sorts: IN_ORDER,
  filters: {
    vehicleId: { sql: 't.vehicle_id = $1', indexes: { from: 'allocation_by_vehicle' }, leaves: 'few' },
    reservationId: {
      sql: withNumber('t.reservation_id'),
      indexes: { from: 'allocation_by_reservation' },
      leaves: 'few',
    },
    branchId: { sql: 't.branch_id = $1', indexes: { from: 'allocation_by_branch' } },
    classCode: { sql: 't.class_code = $1', indexes: { from: 'allocation_by_class' } },
    status: { sql: 't.status = $1', indexes: { from: 'allocation_by_status' } },
    from: { sql: 'upper(t.during) > $1', indexes: IN_ORDER },
    to: { sql: 'lower(t.during) < $1', indexes: IN_ORDER },
  },
};
