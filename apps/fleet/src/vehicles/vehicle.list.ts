import type { List } from '@houtai/service-host';
import type { VehicleFilter } from './vehicle.dto';
import type { VehicleHistoryFilter } from './vehicle-history.dto';

/** Ids are made in the order of registration. */
export const VEHICLES: List<VehicleFilter> = {
  name: 'vehicles',
  table: 'vehicle',
  fields: { id: { sql: 't.id', type: 'uuid' }, plate: { sql: 't.plate', type: 'text' } },
  sorts: { id: 'vehicle_pkey', plate: 'vehicle_by_plate' },
  filters: {
    branchId: {
      sql: 't.branch_id = $1',
      indexes: { id: 'vehicle_of_branch', plate: 'vehicle_of_branch_by_plate' },
    },
    classCode: {
      sql: 't.class_code = $1',
      indexes: { id: 'vehicle_of_class', plate: 'vehicle_of_class_by_plate' },
    },
    operation: {
      sql: 't.operation = $1',
      indexes: { id: 'vehicle_by_operation', plate: 'vehicle_by_operation_and_plate' },
    },
    lifeCycle: {
      sql: 't.life_cycle = $1',
      indexes: { id: 'vehicle_by_life_cycle', plate: 'vehicle_by_life_cycle_and_plate' },
    },
    plate: { sql: 't.plate = $1', indexes: { id: 'vehicle_by_plate' }, leaves: 'one' },
    vin: { sql: 't.vin = $1', indexes: { id: 'vehicle_vin_key' }, leaves: 'one' },
  },
};

/** A bigint comes as text. */
export const VEHICLE_HISTORY: List<VehicleHistoryFilter, { seq: string }> = {
  name: 'vehicles/{id}/history',
  table: 'vehicle_history',
  isOfFew: true,
  fields: { seq: { sql: 'h.seq', type: 'bigint' } },
  ties: ['seq'],
  sorts: { '-seq': 'vehicle_history_by_vehicle' },
  filters: {
    from: { sql: 'h.at >= $1', indexes: { '-seq': 'vehicle_history_by_vehicle' } },
    to: { sql: 'h.at < $1', indexes: { '-seq': 'vehicle_history_by_vehicle' } },
  },
};
