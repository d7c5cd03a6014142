import type { List } from '@houtai/service-host';
import type { RelocationFilter } from './relocation.dto';

/** In the words of the index on it. */
export const STATE = `case when h.relocation_missed_at is not null then 'missed' when h.relocated_at is not null then 'done'
  when h.bound then 'bound' else 'planned' end`;
const IN_ORDER = { arrivesBy: 'relocation_by_time' };

export const RELOCATIONS: List<RelocationFilter, { capacityHoldId: string; arrivesBy: Date }> = {
  name: 'relocations',
  table: 'capacity_hold',
  // Of promises that ended only what was driven for them; a change that is still open has none of its own.
  only: `h.relocated_from_branch_id is not null and h.vehicle_id is not null and h.status <> 'proposed'
   and (h.released_at is null or not h.awaits_relocation)`,
  fields: {
    arrivesBy: { sql: 'h.from_at', type: 'timestamptz', of: (row) => row.arrivesBy },
    id: { sql: 'h.hold_id', type: 'uuid', of: (row) => row.capacityHoldId },
  },
  sorts: IN_ORDER,
  filters: {
    // neither as an `or`, for which Postgres would gather and sort, nor so that it takes it for rare, for the same reason
    branchId: {
      sql: 'coalesce($1 = any (array[h.relocated_from_branch_id, h.pick_up_branch_id]), false)',
      indexes: IN_ORDER,
    },
    fromBranchId: { sql: 'h.relocated_from_branch_id = $1', indexes: { arrivesBy: 'relocation_by_source' } },
    toBranchId: { sql: 'h.pick_up_branch_id = $1', indexes: { arrivesBy: 'relocation_by_target' } },
    vehicleId: {
      sql: 'h.vehicle_id = $1',
      indexes: { arrivesBy: 'capacity_hold_of_vehicle' },
      leaves: 'few',
    },
    classCode: { sql: 'h.class_code = $1', indexes: { arrivesBy: 'relocation_by_class' } },
    state: { sql: `${STATE} = $1`, indexes: { arrivesBy: 'relocation_by_state' } },
    from: { sql: 'h.from_at >= $1', indexes: IN_ORDER },
    to: { sql: 'h.from_at < $1', indexes: IN_ORDER },
  },
};
