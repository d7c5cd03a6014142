import { Injectable } from '@nestjs/common';
import {
  AggregatePlatform,
  AggregateStore,
  type AggregateTable,
  type StatementPart,
  type Stored,
} from '@houtai/aggregate';
import { fleetErrors } from '../fleet.errors';
import type { RegisteredVehicle, Vehicle, VehicleCommand, VehicleEvent } from './vehicle';
import { vehicle } from './vehicle.aggregate';
import { COLUMNS, toVehicle, toVehicleRow, type VehicleRow } from './vehicle.row';

/** The vehicles in it: Postgres takes any recordset for a hundred rows, and would read the whole table for these few. */
const vehiclesOf = (input: string) =>
  `any(array(select (item->>'id')::uuid from jsonb_array_elements(${input}) item))`;

/** The papers as they are from now on, in their order. */
const PAPERS: StatementPart<Vehicle, VehicleEvent> = {
  sql: (input) => `papers_dropped as (
    delete from vehicle_paper p using jsonb_to_recordset(${input}) as v(id uuid, items jsonb)
     where p.vehicle_id = ${vehiclesOf(input)} and p.vehicle_id = v.id and p.position > jsonb_array_length(v.items)
  ), papers_kept as (
    insert into vehicle_paper (vehicle_id, position, kind, number, valid_from, valid_to)
    select v.id, p.position, p.item->>'kind', p.item->>'number',
           (p.item->>'validFrom')::timestamptz, (p.item->>'validTo')::timestamptz
      from jsonb_to_recordset(${input}) as v(id uuid, items jsonb),
           jsonb_array_elements(v.items) with ordinality as p(item, position)
    on conflict (vehicle_id, position) do update
      set (kind, number, valid_from, valid_to) =
          (excluded.kind, excluded.number, excluded.valid_from, excluded.valid_to)
  )`,
  values: (changes) => {
    const touched = changes.filter(
      ({ before, after }) => before.status === 'none' || before.papers !== after.papers,
    );
    return listsOf(touched, ({ papers }) => papers);
  },
};

/** The allocations that are still to come. */
const ALLOCATIONS: StatementPart<Vehicle, VehicleEvent> = {
  sql: (input) => `allocations_ended as (
    delete from vehicle_allocation a using jsonb_to_recordset(${input}) as v(id uuid, items jsonb)
     where a.vehicle_id = ${vehiclesOf(input)} and a.vehicle_id = v.id
       and a.allocation_id not in (select (item->>'allocationId')::uuid from jsonb_array_elements(v.items) item)
  ), allocations_kept as (
    insert into vehicle_allocation (allocation_id, vehicle_id, reservation_id, starts_at, ends_at)
    select (item->>'allocationId')::uuid, v.id, (item->>'reservationId')::uuid,
           (item->>'from')::timestamptz, (item->>'to')::timestamptz
      from jsonb_to_recordset(${input}) as v(id uuid, items jsonb), jsonb_array_elements(v.items) item
    on conflict (allocation_id) do update
      set (vehicle_id, reservation_id, starts_at, ends_at) =
          (excluded.vehicle_id, excluded.reservation_id, excluded.starts_at, excluded.ends_at)
  )`,
  values: (changes) => {
    const touched = changes.filter(
      ({ before, after }) => before.status !== 'none' && before.allocations !== after.allocations,
    );
    return listsOf(touched, ({ allocations }) => allocations);
  },
};

const TABLE: AggregateTable<Vehicle, VehicleEvent, VehicleRow> = {
  name: 'vehicle',
  id: 'id',
  columns: COLUMNS,
  children: {
    papers: `(select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'number', p.number,
                       'validFrom', p.valid_from, 'validTo', p.valid_to) order by p.position), '[]')
                from vehicle_paper p where p.vehicle_id = t.id)`,
    allocations: `(select coalesce(jsonb_agg(jsonb_build_object('allocationId', a.allocation_id,
                            'reservationId', a.reservation_id, 'from', a.starts_at, 'to', a.ends_at)), '[]')
                     from vehicle_allocation a where a.vehicle_id = t.id)`,
  },
  toState: toVehicle,
  toRow: toVehicleRow,
  history: { table: 'vehicle_history', data: ({ type: _type, at: _at, ...facts }) => facts },
  parts: [PAPERS, ALLOCATIONS],
  refusals: {
    vehicle_vin_key: ({ vin }) => fleetErrors.error('vin-taken', { vin }),
    vehicle_plate_key: ({ plate }) => fleetErrors.error('plate-taken', { plate }),
    vehicle_branch_id_fkey: ({ branchId }) => fleetErrors.error('branch-unknown', { branchId }),
    vehicle_class_code_fkey: ({ classCode }) => fleetErrors.error('vehicle-class-unknown', { classCode }),
  },
};

export type StoredVehicle = Stored<Vehicle>;

@Injectable()
export class VehicleStore extends AggregateStore<VehicleCommand, Vehicle, VehicleEvent, VehicleRow> {
  constructor(platform: AggregatePlatform) {
    super(vehicle, TABLE, platform);
  }
}

/** Lists by vehicle; undefined when no vehicle has another one. */
function listsOf(
  touched: readonly { after: RegisteredVehicle }[],
  itemsOf: (vehicle: RegisteredVehicle) => readonly object[],
): object[] | undefined {
  if (touched.length === 0) return undefined;
  return touched.map(({ after }) => ({ id: after.id, items: itemsOf(after) }));
}
