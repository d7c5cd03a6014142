import { branchClosedV1, branchOpenedV1, branchReopenedV1, fact } from '@houtai/event-catalogue';
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
/** From `closedFrom` on; a date that has not come yet is moved. */
export interface CloseBranch {
  type: 'CloseBranch';
  closedFrom: Instant;
  at: Instant;
}
/** It has no closing date any more. */
export interface ReopenBranch {
  type: 'ReopenBranch';
  at: Instant;
}
export type BranchCommand = OpenBranch | CloseBranch | ReopenBranch;

export type BranchOpened = BranchDetails & { type: 'BranchOpened'; at: Instant };
export interface BranchClosed {
  type: 'BranchClosed';
  closedFrom: Instant;
  at: Instant;
}
export interface BranchReopened {
  type: 'BranchReopened';
  at: Instant;
}

export type BranchEvent = BranchOpened | BranchClosed | BranchReopened;

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
      const known = closingOf(state);
      if (known !== undefined && (known === closedFrom || known <= at)) {
        refuse('branch-closes-already', { closedFrom: known });
      }
      if (closedFrom < at) refuse('closing-in-the-past', { closedFrom });
      return [{ ...command, type: 'BranchClosed' }];
    }
    case 'ReopenBranch':
      if (closingOf(state) === undefined) refuse('branch-not-closing');
      return [{ type: 'BranchReopened', at: command.at }];
    default:
      return assertNever(command);
  }
}

function closingOf(state: Branch): Instant | undefined {
  return state.status === 'open' ? state.closedFrom : undefined;
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
    case 'BranchReopened': {
      if (state.status === 'none') throw new Error('a branch that was never opened is not reopened');
      const { closedFrom: _, ...open } = state;
      return open;
    }
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
    switch (event.type) {
      case 'BranchOpened':
        return fact(branchOpenedV1, { branchId, ...details });
      case 'BranchClosed':
        return fact(branchClosedV1, { branchId, closedFrom: event.closedFrom, decidedAt: event.at });
      case 'BranchReopened':
        return fact(branchReopenedV1, { branchId, decidedAt: event.at });
      default:
        return assertNever(event);
    }
  },
};
