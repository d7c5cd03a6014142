import type { Instant } from '@houtai/domain-kit';
import type { ConflictKind } from '../planning/board';
import type { Hold } from './capacity';

/** Where a hold goes: on a vehicle, or nowhere for the time being. `untilAt` is its due time plus turnaround. */
export type HoldPlace = { untilAt: Instant } & ({ vehicleId: string } | { conflict: ConflictKind });

export interface HoldInsert {
  holdId: string;
  classCode: string;
  pickUpBranchId: string;
  returnBranchId: string;
  fromAt: Instant;
  dueAt: Instant;
  untilAt: Instant;
  vehicleId: string | null;
  conflict: ConflictKind | null;
}

export function holdToRow(hold: Hold, place: HoldPlace): HoldInsert {
  return {
    holdId: hold.holdId,
    classCode: hold.classCode,
    pickUpBranchId: hold.pickUp.branchId,
    returnBranchId: hold.return.branchId,
    fromAt: hold.pickUp.at,
    dueAt: hold.return.at,
    untilAt: place.untilAt,
    vehicleId: 'vehicleId' in place ? place.vehicleId : null,
    conflict: 'conflict' in place ? place.conflict : null,
  };
}
