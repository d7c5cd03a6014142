/**
 * The shape of every aggregate: `decide` says which events a command causes (or throws a {@link DomainError}),
 * `evolve` folds one event into the state. Both are pure; time, ids and prices arrive inside the command.
 */
export interface Decider<Command, State, Event> {
  initialState(): State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
}

/** Folds `events` over `state`. */
export function fold<State, Event>(
  decider: Pick<Decider<never, State, Event>, 'evolve'>,
  state: State,
  events: readonly Event[],
): State {
  return events.reduce((current, event) => decider.evolve(current, event), state);
}
