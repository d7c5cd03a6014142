import { fact, vehicleClassDefinedV1 } from '@houtai/event-catalogue';
import type { Aggregate, Instant } from '@houtai/domain-kit';

/** What is promised to customers and what a driver must bring. */
export interface VehicleClassDetails {
  /** Its identity. */
  classCode: string;
  name: string;
  /** Order of upgrades, 1 is the lowest. */
  rank: number;
  minimumAge: number;
  licenceHeldMonths: number;
  /** True when a C2 licence suffices. */
  automaticOnly: boolean;
}

export type DefineVehicleClass = VehicleClassDetails & { type: 'DefineVehicleClass'; at: Instant };
export type VehicleClassDefined = VehicleClassDetails & { type: 'VehicleClassDefined'; at: Instant };

/** A vehicle class (车型组) as it is kept. It is defined once; nothing else happens to it. */
export type DefinedVehicleClass = VehicleClassDetails & { status: 'defined'; definedAt: Instant };
export type VehicleClass = { status: 'none' } | DefinedVehicleClass;

export const vehicleClass: Aggregate<DefineVehicleClass, VehicleClass, VehicleClassDefined> = {
  name: 'vehicle class',
  initialState: () => ({ status: 'none' }),
  decide: (command) => [{ ...command, type: 'VehicleClassDefined' }],
  evolve: (_, { type: _type, at, ...details }) => ({ ...details, status: 'defined', definedAt: at }),
  publish: (_, { status: _status, ...details }) => fact(vehicleClassDefinedV1, details),
};
