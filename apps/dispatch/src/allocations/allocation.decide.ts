import { assertNever, toInstant, type Decider, type Instant, type Interval } from '@houtai/domain-kit';
import type { Allocation, AllocationCommand, AllocationEvent } from './allocation';
import { canFollow } from './allocation.transitions';

/** Like capacity: a command that no longer fits the state has no effect. */
export const allocationDecider: Decider<AllocationCommand, Allocation, AllocationEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve,
};

function decide(command: AllocationCommand, state: Allocation): AllocationEvent[] {
  const { at } = command;
  switch (command.type) {
    case 'BindVehicle':
      return canFollow('VehicleAllocated', state)
        ? [{ type: 'VehicleAllocated', binding: command.binding, at }]
        : [];
    case 'ShiftAllocation':
      return canFollow('AllocationShifted', state) && !same(state.during, command.during)
        ? [{ type: 'AllocationShifted', during: command.during, at }]
        : [];
    case 'StartUse':
      return canFollow('UseStarted', state) ? [{ type: 'UseStarted', during: command.during, at }] : [];
    case 'AdjustEnd':
      return canFollow('EndAdjusted', state) && state.during.to !== command.to
        ? [{ type: 'EndAdjusted', to: endOf(state.during, command.to), at }]
        : [];
    case 'CompleteAllocation':
      // Ends at the real return, early or late; also a binding whose handover was never heard of.
      return canFollow('AllocationCompleted', state)
        ? [{ type: 'AllocationCompleted', to: endOf(state.during, command.returnedAt), at }]
        : [];
    case 'ReleaseAllocation':
      return canFollow('AllocationReleased', state)
        ? [{ type: 'AllocationReleased', reason: command.reason, at }]
        : [];
    default:
      return assertNever(command);
  }
}

function evolve(state: Allocation, event: AllocationEvent): Allocation {
  if (event.type === 'VehicleAllocated') return { ...event.binding, status: 'bound', allocatedAt: event.at };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AllocationShifted':
      return { ...state, during: event.during };
    case 'UseStarted':
      return { ...state, status: 'in-use', during: event.during };
    case 'EndAdjusted':
      return { ...state, during: { ...state.during, to: event.to } };
    case 'AllocationCompleted': {
      const during = { ...state.during, to: event.to };
      return { ...state, status: 'completed', during, reason: 'completed', releasedAt: event.at };
    }
    case 'AllocationReleased':
      return { ...state, status: 'released', reason: event.reason, releasedAt: event.at };
    default:
      return assertNever(event);
  }
}

/** A use is never empty: Postgres would forget when it was. */
function endOf({ from }: Interval, to: Instant): Instant {
  return to > from ? to : toInstant(new Date(Date.parse(from) + 1));
}

function same(a: Interval, b: Interval): boolean {
  return a.from === b.from && a.to === b.to;
}
