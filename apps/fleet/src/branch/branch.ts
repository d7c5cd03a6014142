import { BranchOpenedV1 } from '@houtai/event-catalogue';
import { Instant } from '@houtai/domain-kit';
import { refuse } from '../fleet.errors';

/** A branch as it is kept and shown. It is opened once; its only event is the first. */
export interface Branch {
  id: string;
  code: string;
  name: string;
  city: string;
  timeZone: string;
  /** Local HH:mm. */
  opensAt: string;
  closesAt: string;
  /** How long the violation deposit is held after a return here. */
  violationHoldDays: number;
  /** From a return to the next pick-up of the same vehicle. */
  turnaroundMinutes: number;
  openedAt: Instant;
  version: number;
}

export type OpenBranch = Omit<Branch, 'openedAt' | 'version'> & { at: Instant };

export function openBranch({ at, ...branch }: OpenBranch): Branch {
  if (branch.opensAt >= branch.closesAt) {
    refuse('opening-hours-empty', {
      opensAt: branch.opensAt,
      closesAt: branch.closesAt,
    });
  }
  return { ...branch, openedAt: at, version: 1 };
}

export function branchOpened({ id, version: _, ...branch }: Branch): BranchOpenedV1 {
  return { branchId: id, ...branch };
}
