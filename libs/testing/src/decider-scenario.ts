import { DomainError, fold, type Decider } from '@houtai/domain-kit';

/** What may be said after `when`. */
export interface Outcome<State, Event> {
  /** The command causes exactly these events, in this order. */
  thenEvents(...events: Event[]): void;
  /** The command is accepted and nothing happens. */
  thenNothing(): void;
  /** The command is refused with this code, and, when given, with details that include these. */
  thenError(code: string, details?: Record<string, unknown>): void;
  /** The state after the command matches (as `toMatchObject`: named fields only). */
  thenState(expected: Partial<State>): void;
}

export interface Scenario<Command, State, Event> {
  when(command: Command): Outcome<State, Event>;
}

export interface Scenarios<Command, State, Event> {
  /** Nothing has happened yet, or these events have, in this order. */
  givenEvents(...events: Event[]): Scenario<Command, State, Event>;
  /** For states that are tedious to reach by events. */
  givenState(state: State): Scenario<Command, State, Event>;
}

/**
 * Given/when/then for a decider:
 * ```ts
 * const { givenEvents } = scenariosOf(reservation);
 * givenEvents(submitted).when({ type: 'Confirm', at }).thenEvents({ type: 'Confirmed', at });
 * givenEvents(cancelled).when({ type: 'Confirm', at }).thenError('reservation-not-open');
 * ```
 */
export function scenariosOf<Command, State, Event>(
  decider: Decider<Command, State, Event>,
): Scenarios<Command, State, Event> {
  const givenState = (state: State): Scenario<Command, State, Event> => ({
    when: (command) => outcome(decider, state, command),
  });
  return {
    givenState,
    givenEvents: (...events) => givenState(fold(decider, decider.initialState(), events)),
  };
}

function outcome<Command, State, Event>(
  decider: Decider<Command, State, Event>,
  state: State,
  command: Command,
): Outcome<State, Event> {
  return {
    thenEvents: (...events) => expect(decider.decide(command, state)).toEqual(events),
    thenNothing: () => expect(decider.decide(command, state)).toEqual([]),
    thenError: (code, details) => {
      const error = refusal(() => decider.decide(command, state));
      expect(error.code).toBe(code);
      if (details) expect(error.details).toMatchObject(details);
    },
    thenState: (expected) =>
      expect(fold(decider, state, decider.decide(command, state))).toMatchObject(expected as object),
  };
}

function refusal(work: () => unknown): DomainError {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`the command was accepted: ${JSON.stringify(result)}`);
}
