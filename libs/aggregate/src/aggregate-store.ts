import type { Instant } from '@houtai/domain-kit';
import type { List, ListQuestion, Page, SortedPageFilter } from '@houtai/service-host';
import {
  AggregateBase,
  type CommandFor,
  type HandleOptions,
  type Stored,
  type Versions,
} from './aggregate-base';

/** Aggregates of the house alone: who may call a route may see all of them. */
export class AggregateStore<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
  Row extends object,
> extends AggregateBase<Command, State, Event, Row> {
  /** Reads one. Throws `not-found`. */
  get(id: string): Promise<Stored<State>> {
    return this.read(id);
  }

  /** One page of a list. */
  page<Asked extends SortedPageFilter, Item>(
    list: List<Asked, Row & Versions>,
    question: ListQuestion<Asked>,
    toItem: (stored: Stored<State>) => Item,
  ): Promise<Page<Item>> {
    return this.readList(list, question, toItem);
  }

  /** Lets one decide. Refuses an id that is not known, and what the aggregate refuses. */
  async handle(
    id: string,
    command: CommandFor<Command, State>,
    options: HandleOptions = {},
  ): Promise<Stored<State>> {
    const stored = await this.handleIfAny(id, command, options);
    if (!stored) throw this.notFound(id);
    return stored;
  }

  /** The same where there need not be one; undefined then. */
  handleIfAny(
    id: string,
    command: CommandFor<Command, State>,
    options: HandleOptions = {},
  ): Promise<Stored<State> | undefined> {
    return this.decideOne(id, command, options);
  }
}
