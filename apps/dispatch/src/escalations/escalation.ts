import type { PromiseEscalatedV1 } from '@houtai/event-catalogue';
import type { CapacityRequest, WantedHold } from '../capacities/capacity';

export type Option = PromiseEscalatedV1['options'][number];

/** A promise that was told to be in conflict, or is to be. */
export interface EscalatedPromise {
  readonly reservationId: string;
  readonly wanted: WantedHold;
  readonly vehicleId: string | undefined;
  readonly conflict: PromiseEscalatedV1['conflict'];
  readonly conflictSince: string;
  /** Its pick-up or return is there after it has closed. */
  readonly closedBranchId: string | undefined;
  readonly isInUse: boolean;
}

/** What an alternative changes of what was promised. */
export function optionOf(
  promised: CapacityRequest,
  { classCode, pickUp, return: back }: CapacityRequest,
): Option {
  const isElsewhere =
    pickUp.branchId !== promised.pickUp.branchId || back.branchId !== promised.return.branchId;
  const kind = classCode !== promised.classCode ? 'class' : isElsewhere ? 'branch' : 'time';
  return { kind, classCode, pickUp, return: back };
}
