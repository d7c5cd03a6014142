import { DomainError, fold, type Decider, type Transition } from '@houtai/domain-kit';

/** More states than any rules of ours have with the commands of a test. */
const STATES_AT_MOST = 5_000;

/**
 * Walks every state that `commands`, given again and again in any order, can lead to, and tells which transitions were
 * seen: each once, in the order of `from`, `event`, `to`. A refused command leads nowhere.
 */
export function walkedTransitions<Command, State extends { status: string }, Event extends { type: string }>(
  decider: Decider<Command, State, Event>,
  commands: readonly Command[],
): Transition[] {
  const states = new Map<string, State>();
  const seen = new Map<string, Transition>();
  const waiting = [decider.initialState()];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const key = JSON.stringify(state);
    if (states.has(key)) continue;
    states.set(key, state);
    if (states.size > STATES_AT_MOST) throw new Error('these commands lead to states without end');
    for (const command of commands) {
      let before = state;
      for (const event of caused(decider, command, state)) {
        const after = fold(decider, before, [event]);
        const transition = { from: before.status, event: event.type, to: after.status };
        seen.set(textOf(transition), transition);
        before = after;
      }
      waiting.push(before);
    }
  }
  return inOrder([...seen.values()]);
}

/** Statuses that `transitions` lead to from `none`, in any number of steps. */
export function reachedStatuses(transitions: readonly Transition[]): Set<string> {
  const reached = new Set<string>();
  const waiting = ['none'];
  for (let status = waiting.pop(); status !== undefined; status = waiting.pop()) {
    const next = transitions.filter(({ from, to }) => from === status && !reached.has(to));
    for (const { to } of next) {
      reached.add(to);
      waiting.push(to);
    }
  }
  return reached;
}

/** The order in which transitions are compared. */
export function inOrder(transitions: readonly Transition[]): Transition[] {
  return transitions.toSorted((a, b) => textOf(a).localeCompare(textOf(b)));
}

function caused<Command, State, Event>(
  decider: Decider<Command, State, Event>,
  command: Command,
  state: State,
): Event[] {
  try {
    return decider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

function textOf({ from, event, to }: Transition): string {
  return `${from} ${event} ${to}`;
}
