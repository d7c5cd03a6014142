import { withNumber, type List } from '@houtai/service-host';
import type { CapacityHoldFilter } from './capacity-hold.dto';

export interface CapacityHoldKey {
  id: string;
  from: Date;
}

const BY_PICK_UP: List<CapacityHoldFilter, CapacityHoldKey>['fields'] = {
  from: { sql: 'h.from_at', type: 'timestamptz', of: (row) => row.from },
  id: { sql: 'h.hold_id', type: 'uuid', of: (row) => row.id },
};
const FEW: Pick<List<CapacityHoldFilter>['filters'], 'reservationId' | 'vehicleId'> = {
  reservationId: {
    sql: withNumber('h.reservation_id'),
    indexes: { from: 'capacity_hold_by_reservation' },
    leaves: 'few',
  },
  vehicleId: { sql: 'h.vehicle_id = $1', indexes: { from: 'capacity_hold_of_vehicle' }, leaves: 'few' },
};

export const CAPACITY_HOLDS: List<CapacityHoldFilter, CapacityHoldKey> = {
  name: 'capacity-holds',
  table: 'capacity_hold',
  fields: BY_PICK_UP,
  sorts: { from: 'capacity_hold_by_pick_up' },
  filters: {
    ...FEW,
    branchId: { sql: 'h.pick_up_branch_id = $1', indexes: { from: 'capacity_hold_by_branch' } },
    classCode: { sql: 'h.class_code = $1', indexes: { from: 'capacity_hold_of_class' } },
    status: { sql: 'h.status = $1', indexes: { from: 'capacity_hold_by_status' } },
    from: { sql: 'h.from_at >= $1', indexes: { from: 'capacity_hold_by_pick_up' } },
    to: { sql: 'h.from_at < $1', indexes: { from: 'capacity_hold_by_pick_up' } },
  },
};

const CONFLICT = { from: 'capacity_hold_unserved' };

/** Promises that cannot be served as things stand. They are few, or all else has gone wrong. */
export const CONFLICTS: List<CapacityHoldFilter, CapacityHoldKey> = {
  name: 'dispatch-conflicts',
  table: 'capacity_hold',
  only: 'h.released_at is null and (h.conflict is not null or h.closed_branch_id is not null)',
  fields: BY_PICK_UP,
  sorts: CONFLICT,
  filters: {
    ...FEW,
    // what a vehicle has is little, either way
    vehicleId: {
      ...FEW.vehicleId,
      indexes: { from: 'capacity_hold_by_vehicle or capacity_hold_of_vehicle' },
    },
    branchId: { sql: 'h.pick_up_branch_id = $1', indexes: { from: 'capacity_hold_unserved_by_branch' } },
    classCode: { sql: 'h.class_code = $1', indexes: { from: 'capacity_hold_unserved_by_class' } },
    status: { sql: 'h.status = $1', indexes: CONFLICT },
    from: { sql: 'h.from_at >= $1', indexes: CONFLICT },
    to: { sql: 'h.from_at < $1', indexes: CONFLICT },
  },
};
