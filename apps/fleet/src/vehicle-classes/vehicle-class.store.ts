import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type AggregateTable, type Stored } from '@houtai/aggregate';
import { column, type RowOf } from '@houtai/domain-kit';
import { fleetErrors } from '../fleet.errors';
import {
  vehicleClass,
  type DefineVehicleClass,
  type VehicleClass,
  type VehicleClassDefined,
  type VehicleClassDetails,
} from './vehicle-class';

const COLUMNS = {
  fixed: {
    class_code: column<string>(),
    name: column<string>(),
    rank: column<number>(),
    minimum_age: column<number>(),
    licence_held_months: column<number>(),
    automatic_only: column<boolean>(),
    defined_at: column<Date>(),
  },
  changing: {},
};
type VehicleClassRow = RowOf<typeof COLUMNS>;

const exists = ({ classCode }: VehicleClassDetails) =>
  fleetErrors.error('vehicle-class-exists', { classCode });

const rankTaken = ({ rank }: VehicleClassDetails) => fleetErrors.error('vehicle-class-rank-taken', { rank });

const TABLE: AggregateTable<VehicleClass, VehicleClassDefined, VehicleClassRow> = {
  name: 'vehicle_class',
  id: 'class_code',
  columns: COLUMNS,
  toState: (row) => ({ ...row, status: 'defined' }),
  // the code is the key of the event as well: the outbox may be the first to know it
  refusals: {
    vehicle_class_pkey: exists,
    outbox_version_is_new: exists,
    vehicle_class_rank_pkey: rankTaken,
  },
};

export type StoredVehicleClass = Stored<VehicleClass>;

/** Its id is a code, so classes are only added here: the locks of the mechanism go by uuid. */
@Injectable()
export class VehicleClassStore extends AggregateStore<
  DefineVehicleClass,
  VehicleClass,
  VehicleClassDefined,
  VehicleClassRow
> {
  constructor(platform: AggregatePlatform) {
    super(vehicleClass, TABLE, platform);
  }
}
