import { VehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { Instant } from '@houtai/domain-kit';

/** A vehicle class (车型组) as it is kept and shown: what is promised to customers and what a driver must bring. */
export interface VehicleClass {
  /** Its identity. */
  classCode: string;
  name: string;
  /** Order of upgrades, 1 is the lowest. */
  rank: number;
  minimumAge: number;
  licenceHeldMonths: number;
  /** True when a C2 licence suffices. */
  automaticOnly: boolean;
  definedAt: Instant;
  version: number;
}

export type DefineVehicleClass = Omit<VehicleClass, 'definedAt' | 'version'> & { at: Instant };

export function defineVehicleClass({ at, ...vehicleClass }: DefineVehicleClass): VehicleClass {
  return { ...vehicleClass, definedAt: at, version: 1 };
}

export function vehicleClassDefined({ version: _, ...vehicleClass }: VehicleClass): VehicleClassDefinedV1 {
  return vehicleClass;
}
