import { branchOpenedV1, fact } from '@houtai/event-catalogue';
import type { Aggregate, Instant } from '@houtai/domain-kit';
import { refuse } from '../fleet.errors';

export interface BranchDetails {
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
}

export type OpenBranch = BranchDetails & { type: 'OpenBranch'; at: Instant };
export type BranchOpened = BranchDetails & { type: 'BranchOpened'; at: Instant };

/** A branch as it is kept. It is opened once; nothing else happens to it. */
export type OpenedBranch = BranchDetails & { status: 'open'; openedAt: Instant };
export type Branch = { status: 'none' } | OpenedBranch;

export const branch: Aggregate<OpenBranch, Branch, BranchOpened> = {
  name: 'branch',
  initialState: () => ({ status: 'none' }),
  decide(command) {
    const { opensAt, closesAt } = command;
    if (opensAt >= closesAt) refuse('opening-hours-empty', { opensAt, closesAt });
    return [{ ...command, type: 'BranchOpened' }];
  },
  evolve: (_, { type: _type, at, ...details }) => ({ ...details, status: 'open', openedAt: at }),
  publish: (_, { status: _status, id, ...details }) => fact(branchOpenedV1, { branchId: id, ...details }),
};
