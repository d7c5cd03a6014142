import type { Drive } from '../drives/network';
import type { ConflictKind } from './board';
import type { Millis } from './plan';
import type { PlanNews, SeenHold, SeenVehicle } from './remembered-plans';

/** A vehicle as it is read; an open end is null. */
export interface VehicleRecord extends Omit<SeenVehicle, 'classCode' | 'fit' | 'grounded'> {
  classCode: string | null;
  fit: [Millis, Millis][] | null;
  groundedFrom: Millis | null;
  groundedTo: Millis | null;
}

export interface HoldRecord extends Omit<SeenHold, 'vehicleId' | 'conflict' | 'forbidden' | 'drive'> {
  vehicleId: string | null;
  conflict: ConflictKind | null;
  forbidden: string[] | null;
  drive: Drive | null;
}

export interface NewsRecord {
  snapshot: string;
  hasOwn: boolean;
  hasDrives: boolean;
  vehicles: VehicleRecord[];
  holds: HoldRecord[];
}

export function toVehicle({ classCode, fit, groundedFrom, groundedTo, ...row }: VehicleRecord): SeenVehicle {
  return {
    ...row,
    classCode: classCode ?? '',
    fit: (fit ?? []).map(([from, to]) => ({ from, to })),
    ...(groundedFrom === null ? {} : { grounded: { from: groundedFrom, to: groundedTo ?? Infinity } }),
  };
}

/** With its drive it begins where that does: `from` says so already. */
export function toHold({ vehicleId, conflict, forbidden, drive, ...row }: HoldRecord): SeenHold {
  return {
    ...row,
    vehicleId: vehicleId ?? undefined,
    conflict: conflict ?? undefined,
    ...(forbidden && { forbidden }),
    ...(drive && { drive, pickUpBranchId: drive.fromBranchId }),
  };
}

export function toNews({ vehicles, holds, ...moment }: NewsRecord): PlanNews {
  return { ...moment, vehicles: vehicles.map(toVehicle), holds: holds.map(toHold) };
}
