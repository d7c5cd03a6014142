import type { Instant } from '@houtai/domain-kit';
import {
  within,
  type List,
  type ListQuestion,
  type Page,
  type Reach,
  type SortedPageFilter,
} from '@houtai/service-host';
import {
  AggregateBase,
  type CommandFor,
  type HandleOptions,
  type Stored,
  type Versions,
} from './aggregate-base';

/**
 * Aggregates that may belong to a partner: the table has `partner_id`, null for the house. What lies beyond the reach of a
 * request is answered like an id that does not exist, whatever version the request names. Events and the clock go through
 * `handleMany`, which knows no reach.
 */
export class OwnedAggregateStore<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
  Row extends object,
> extends AggregateBase<Command, State, Event, Row> {
  /** Reads one. Throws `not-found`. */
  get(id: string, reach: Reach): Promise<Stored<State>> {
    return this.read(id, { within: within(reach, OWNER) });
  }

  /** One page of a list. */
  page<Asked extends SortedPageFilter, Item>(
    list: List<Asked, Row & Versions>,
    reach: Reach,
    question: ListQuestion<Asked>,
    toItem: (stored: Stored<State>) => Item,
  ): Promise<Page<Item>> {
    return this.readList(list, { ...question, reach, owner: OWNER }, toItem);
  }

  /** Lets one decide. Refuses an id that is not known or not within reach, and what the aggregate refuses. */
  async handle(
    id: string,
    reach: Reach,
    command: CommandFor<Command, State>,
    options: HandleOptions = {},
  ): Promise<Stored<State>> {
    const stored = await this.decideOne(id, command, { ...options, within: within(reach, OWNER) });
    if (!stored) throw this.notFound(id);
    return stored;
  }
}

const OWNER = 't.partner_id';
