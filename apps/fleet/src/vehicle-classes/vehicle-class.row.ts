import { toInstant, type Instant } from '@houtai/domain-kit';
import type { DefinedVehicleClass } from './vehicle-class';

/** A row of `vehicle_class`. */
export interface VehicleClassRow<Time = Date> {
  class_code: string;
  name: string;
  rank: number;
  minimum_age: number;
  licence_held_months: number;
  automatic_only: boolean;
  defined_at: Time;
}

export function toVehicleClass(row: VehicleClassRow): DefinedVehicleClass {
  const { class_code: classCode, name, rank } = row;
  return {
    ...{ status: 'defined', classCode, name, rank },
    minimumAge: row.minimum_age,
    licenceHeldMonths: row.licence_held_months,
    automaticOnly: row.automatic_only,
    definedAt: toInstant(row.defined_at),
  };
}

export function toVehicleClassRow(vehicleClass: DefinedVehicleClass): VehicleClassRow<Instant> {
  const { classCode, name, rank } = vehicleClass;
  return {
    ...{ class_code: classCode, name, rank },
    minimum_age: vehicleClass.minimumAge,
    licence_held_months: vehicleClass.licenceHeldMonths,
    automatic_only: vehicleClass.automaticOnly,
    defined_at: vehicleClass.definedAt,
  };
}
