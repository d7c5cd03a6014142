import type { Existing, Instant } from '@houtai/domain-kit';
import type { StampedEvent } from '@houtai/messaging';
import { existing, type Draft } from './draft';

/** What the store does for {@link Locked}. */
interface Store<D, Command> {
  apply(draft: D, command: Command): { events: StampedEvent[] };
  write(drafts: readonly D[], events: StampedEvent[]): Promise<void>;
}

/**
 * Aggregates under lock, for work that has to look at them before it knows its commands, or gives several in a row.
 * It lasts as long as the transaction.
 */
export class Locked<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
> {
  private events: StampedEvent[] = [];

  constructor(
    private readonly drafts: ReadonlyMap<string, Draft<Command, State, Event>>,
    private readonly store: Store<Draft<Command, State, Event>, Command>,
  ) {}

  /** As it is with what was decided. Throws for an id that was not known. */
  state(id: string): Existing<State> {
    const state = existing(this.draft(id).state);
    if (!state) throw new Error(`${id} is not there`);
    return state;
  }

  /** Decides in the call in hand; stored with the next {@link write}. @returns whether it had an effect */
  decide(id: string, command: Command): boolean {
    const draft = this.draft(id);
    const { length } = draft.steps;
    this.events.push(...this.store.apply(draft, command).events);
    return draft.steps.length > length;
  }

  /** Stores what was decided since the last time. */
  async write(): Promise<void> {
    const drafts = [...this.drafts.values()];
    await this.store.write(drafts, this.events);
    this.events = [];
    for (const draft of drafts) draft.settle();
  }

  private draft(id: string): Draft<Command, State, Event> {
    const draft = this.drafts.get(id);
    if (!draft) throw new Error(`${id} is not locked`);
    return draft;
  }
}
