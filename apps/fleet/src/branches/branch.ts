import { branchClosedV1, branchOpenedV1, fact } from '@houtai/event-catalogue';
import { assertNever, type Aggregate, type Instant } from '@houtai/domain-kit';
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
/** For good, from `closedFrom` on. */
export interface CloseBranch {
  type: 'CloseBranch';
  closedFrom: Instant;
  at: Instant;
}
export type BranchCommand = OpenBranch | CloseBranch;

export type BranchOpened = BranchDetails & { type: 'BranchOpened'; at: Instant };
export interface BranchClosed {
  type: 'BranchClosed';
  closedFrom: Instant;
  at: Instant;
}
export type BranchEvent = BranchOpened | BranchClosed;

/** A branch as it is kept. What stands there when it closes is moved by the house. */
export type OpenedBranch = BranchDetails & { status: 'open'; openedAt: Instant; closedFrom?: Instant };
export type Branch = { status: 'none' } | OpenedBranch;

function decide(command: BranchCommand, state: Branch): BranchEvent[] {
  switch (command.type) {
    case 'OpenBranch': {
      const { opensAt, closesAt } = command;
      if (opensAt >= closesAt) refuse('opening-hours-empty', { opensAt, closesAt });
      return [{ ...command, type: 'BranchOpened' }];
    }
    case 'CloseBranch': {
      const { closedFrom, at } = command;
      if (state.status === 'open' && state.closedFrom !== undefined) {
        refuse('branch-closes-already', { closedFrom: state.closedFrom });
      }
      if (closedFrom < at) refuse('closing-in-the-past', { closedFrom });
      return [{ ...command, type: 'BranchClosed' }];
    }
    default:
      return assertNever(command);
  }
}

function evolve(state: Branch, event: BranchEvent): Branch {
  switch (event.type) {
    case 'BranchOpened': {
      const { type: _type, at: openedAt, ...details } = event;
      return { ...details, status: 'open', openedAt };
    }
    case 'BranchClosed':
      if (state.status === 'none') throw new Error('a branch that was never opened does not close');
      return { ...state, closedFrom: event.closedFrom };
    default:
      return assertNever(event);
  }
}

export const branch: Aggregate<BranchCommand, Branch, BranchEvent> = {
  name: 'branch',
  initialState: () => ({ status: 'none' }),
  decide,
  evolve,
  publish(event, { status: _status, id: branchId, closedFrom: _closedFrom, ...details }) {
    if (event.type === 'BranchOpened') return fact(branchOpenedV1, { branchId, ...details });
    const { closedFrom, at: decidedAt } = event;
    return fact(branchClosedV1, { branchId, closedFrom, decidedAt });
  },
};
