import { assertNever, toInstant, type Decider, type Instant, type Interval } from '@houtai/domain-kit';
import type { AllocationCommand, AllocationEvent, AllocationState } from './allocation';

/** Like capacity: a command that no longer fits the state has no effect. */
export const allocationDecider: Decider<AllocationCommand, AllocationState, AllocationEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve,
};

function decide(command: AllocationCommand, state: AllocationState): AllocationEvent[] {
  switch (command.type) {
    case 'bind':
      return state.status === 'none'
        ? [{ type: 'vehicle-allocated', binding: command.binding, at: command.at }]
        : [];
    case 'shift':
      return state.status === 'bound' && !same(state.binding.during, command.during)
        ? [{ type: 'allocation-shifted', during: command.during }]
        : [];
    case 'start-use':
      return state.status === 'bound' ? [{ type: 'use-started', during: command.during }] : [];
    case 'adjust-end':
      return state.status === 'in-use' && state.binding.during.to !== command.to
        ? [{ type: 'end-adjusted', to: endOf(state.binding.during, command.to) }]
        : [];
    case 'complete':
      return complete(command, state);
    case 'release':
      return state.status === 'bound'
        ? [{ type: 'allocation-released', reason: command.reason, at: command.at }]
        : [];
    default:
      return assertNever(command);
  }
}

/** Ends at the real return, early or late. A return that was never seen to begin ends the binding all the same. */
function complete(
  { returnedAt, at }: Extract<AllocationCommand, { type: 'complete' }>,
  state: AllocationState,
): AllocationEvent[] {
  if (state.status !== 'bound' && state.status !== 'in-use') return [];
  const to = endOf(state.binding.during, returnedAt);
  return [{ type: 'allocation-released', reason: 'completed', to, at }];
}

function evolve(state: AllocationState, event: AllocationEvent): AllocationState {
  if (event.type === 'vehicle-allocated') return { status: 'bound', binding: event.binding };
  if (state.status === 'none') return state;
  const { binding } = state;
  switch (event.type) {
    case 'allocation-shifted':
      return { status: 'bound', binding: { ...binding, during: event.during } };
    case 'use-started':
      return { status: 'in-use', binding: { ...binding, during: event.during } };
    case 'end-adjusted':
      return { ...state, binding: { ...binding, during: { ...binding.during, to: event.to } } };
    case 'allocation-released': {
      const ended = { ...binding, during: { ...binding.during, to: event.to ?? binding.during.to } };
      return event.reason === 'completed'
        ? { status: 'completed', binding: ended }
        : { status: 'released', binding: ended, reason: event.reason };
    }
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
