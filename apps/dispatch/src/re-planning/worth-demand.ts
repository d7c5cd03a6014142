import type { Millis } from '../drives/network';
import type { Demand } from '../optimiser/flow-problem';
import { classFen, unservedFen } from './plan-costs';

/** A demand that may be left: what that costs is what it is worth. */
export interface WorthDemand extends Demand {
  readonly unservedFen: number;
}

/** A use of a vehicle, promised or wished for. */
export interface Use {
  readonly classCode: string;
  readonly pickUpBranchId: string;
  readonly returnBranchId: string | null;
  readonly from: Millis;
  readonly dueAt: Millis;
  readonly until: Millis;
}

/** @param classes that may serve it; of those `isPlanned` leaves out, there are no vehicles */
export function worthDemand(
  id: string,
  use: Use,
  classes: ReadonlySet<string>,
  isPlanned: (classCode: string) => boolean,
): WorthDemand {
  const { pickUpBranchId, returnBranchId, from, until } = use;
  const choices = [...classes].filter(isPlanned).map((classCode) => {
    return { classCode, costFen: classFen(use, classCode) };
  });
  return { id, pickUpBranchId, returnBranchId, from, until, choices, unservedFen: unservedFen(use) };
}
