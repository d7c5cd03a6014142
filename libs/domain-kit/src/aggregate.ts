import type { Decider } from './decider';
import type { Instant } from './instant';

/** A fact for the other services: an event of the catalogue, by its definition, with its data. */
export interface Fact<Definition = { readonly type: string; readonly topic: string }> {
  readonly event: Definition;
  readonly data: unknown;
}

/** The states of an aggregate that is there. */
export type Existing<State extends { status: string }> = Exclude<State, { status: 'none' }>;

/**
 * A decider with a name, whose events the other services may learn of. All of it is pure; what stores it is
 * `AggregateStore` of `@houtai/aggregate`. Commands and events are PascalCase, the empty state is `{ status: 'none' }`.
 */
export interface Aggregate<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
> extends Decider<Command, State, Event> {
  /** What people call it, in lower case: `reservation`. */
  readonly name: string;
  /** What others learn of an event, nothing when it is the aggregate's own affair. `after` is the state after it. */
  publish(event: Event, after: Existing<State>): Fact | undefined;
}
