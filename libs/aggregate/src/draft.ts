import type { Aggregate, Existing, Fact, Instant } from '@houtai/domain-kit';

/** One event of a decision with the state after it. */
export interface Step<State extends { status: string }, Event> {
  readonly event: Event;
  readonly after: Existing<State>;
  /** Number of the change it belongs to. */
  readonly version: number;
}

/** An aggregate in memory: as it was read, and what the decisions of this transaction made of it. */
export class Draft<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
> {
  steps: readonly Step<State, Event>[] = [];
  state: State;

  constructor(
    private readonly aggregate: Aggregate<Command, State, Event>,
    public before: State,
    /** Number of changes so far; the ETag. */
    public version: number,
    /** Number of facts published so far. */
    public eventVersion: number,
  ) {
    this.state = before;
  }

  /** Lets the aggregate decide, and folds what it decided. @returns the facts to publish, in order */
  decide(command: Command): Fact[] {
    const events = this.aggregate.decide(command, this.state);
    if (events.length > 0) this.version += 1;
    return events.flatMap((event) => {
      this.state = this.aggregate.evolve(this.state, event);
      const after = existing(this.state);
      if (!after) throw new Error(`${event.type} left no ${this.aggregate.name}`);
      this.steps = [...this.steps, { event, after, version: this.version }];
      const fact = this.aggregate.publish(event, after);
      return fact ? [fact] : [];
    });
  }

  /** What was decided is stored; what follows is another change. */
  settle(): void {
    this.before = this.state;
    this.steps = [];
  }
}

/** The state of an aggregate that is there, undefined for one that is not. */
export function existing<State extends { status: string }>(state: State): Existing<State> | undefined {
  return isExisting(state) ? state : undefined;
}

function isExisting<State extends { status: string }>(state: State): state is Existing<State> {
  return state.status !== 'none';
}
