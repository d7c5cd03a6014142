import { type Aggregate, columnNames, type Existing, type Instant, toFields } from '@houtai/domain-kit';
import type { EventDefinition } from '@houtai/event-catalogue';
import {
  currentCall,
  runInCall,
  violatedConstraint,
  type CallContext,
  type StampedEvent,
} from '@houtai/messaging';
import {
  NotFoundError,
  StaleVersionError,
  allOf,
  readList,
  type Condition,
  type List,
  type ListQuestion,
  type Page,
  type SortedPageFilter,
} from '@houtai/service-host';
import type { AggregateTable } from './aggregate-table';
import type { AggregatePlatform } from './aggregate-platform.service';
import { Draft, existing } from './draft';
import { changeStatement, idOf, rowOf } from './change-statement';
import { Locked } from './locked';
import { insertMissing, lockRows, readLocked, selectRows } from './statements';

/** An aggregate as it is stored. */
export interface Stored<State extends { status: string }> {
  state: Existing<State>;
  /** Number of changes; its ETag. */
  version: number;
}

/** A command, or what makes one of the aggregate as it stands, which may read what the command needs. */
export type CommandFor<Command, State extends { status: string }> =
  Command | ((state: Existing<State>) => Command | Promise<Command>);

export interface HandleOptions {
  /** Refuses with `stale-version` when the aggregate has another version. */
  ifMatch?: number;
  /** Another unique uuid column to find it by. */
  by?: string;
}

/** One command of a chunk. */
export interface ChunkItem<Command, State extends { status: string }> {
  id: string;
  command: CommandFor<Command, State>;
  /** The event that led to it; the call in hand when absent. */
  call?: CallContext;
}

/** Both counts, as {@link AggregateStore.select} names them. */
export interface Versions {
  version: number;
  eventVersion: number;
}

/** Rows that a request may not see are none for it. */
export interface Asked {
  /** Condition on `t` beside the id, with its own values. */
  within?: Condition;
}

/**
 * The one mechanism of every aggregate: lock, If-Match, decide, fold, publish, and one statement that writes row, history,
 * outbox and what else belongs to a change. A chunk of commands takes one locking read and one write as well.
 */
export abstract class AggregateBase<
  Command extends { type: string },
  State extends { status: string },
  Event extends { type: string; at: Instant },
  Row extends object,
> {
  /** Selects rows for {@link toStored}; the table is `t`. */
  readonly select: string;
  private readonly names: readonly string[];

  constructor(
    protected readonly aggregate: Aggregate<Command, State, Event>,
    protected readonly table: AggregateTable<State, Event, Row>,
    protected readonly platform: AggregatePlatform,
  ) {
    this.select = selectRows(table);
    this.names = [...columnNames(table.columns), ...Object.keys(table.children ?? {})];
  }

  /** Reads one. Throws `not-found`. */
  protected async read(id: string, { within }: Asked = {}): Promise<Stored<State>> {
    const stored = await this.find([`t.${this.table.id} = $1`, id], within);
    if (!stored) throw this.notFound(id);
    return stored;
  }

  /** The one that conditions on `t` hold for; undefined when there is none. */
  protected async find(
    ...conditions: readonly (Condition | undefined)[]
  ): Promise<Stored<State> | undefined> {
    const { text, values } = allOf(conditions);
    const statement = `${this.select} where ${text} limit 1`;
    const [row] = await this.platform.unitOfWork.sql.rows<Row & Versions>(statement, values);
    return row && this.toStored(row);
  }

  toStored(row: Row & Versions): Stored<State> {
    return { state: this.table.toState(toFields<Row>(row, this.names)), version: row.version };
  }

  protected readList<Asked extends SortedPageFilter, Item>(
    list: List<Asked, Row & Versions>,
    question: ListQuestion<Asked>,
    toItem: (stored: Stored<State>) => Item,
  ): Promise<Page<Item>> {
    const { sql } = this.platform.unitOfWork;
    return readList(sql, list, { ...question, select: this.select }, (row) => toItem(this.toStored(row)));
  }

  /** Begins an aggregate. Its statement is its own transaction unless one is open. */
  create(command: Command): Promise<Stored<State>> {
    return this.platform.unitOfWork.run(async () => {
      const draft = this.begin();
      const { stored, events } = this.apply(draft, command);
      await this.write([draft], events);
      return stored;
    });
  }

  /** Lets one decide; undefined when there is none, or none that may be seen. */
  protected decideOne(
    id: string,
    command: CommandFor<Command, State>,
    { ifMatch, by = this.table.id, within }: HandleOptions & Asked,
  ): Promise<Stored<State> | undefined> {
    return this.platform.unitOfWork.byKey(async () => {
      const [draft] = (await this.lock([id], by, within)).values();
      if (!draft) return undefined;
      if (ifMatch !== undefined && ifMatch !== draft.version) {
        throw new StaleVersionError(ifMatch, draft.version);
      }
      const { stored, events } = this.apply(draft, await commandFor(command, draft));
      await this.write([draft], events);
      return stored;
    });
  }

  protected notFound(id: string): NotFoundError {
    return new NotFoundError(this.aggregate.name, id);
  }

  /**
   * Lets many decide, each in its turn, with one locking read and one write. A refusal of one refuses the chunk.
   * @param missing what to do about an id that is not known
   */
  async handleMany(
    items: readonly ChunkItem<Command, State>[],
    { by = this.table.id, missing = 'refuse' }: { by?: string; missing?: 'refuse' | 'skip' | 'create' } = {},
  ): Promise<void> {
    await this.platform.unitOfWork.byKey(async () => {
      const ids = [...new Set(items.map(({ id }) => id))];
      const drafts = await this.lock(ids, by);
      if (missing === 'create') for (const id of ids) if (!drafts.has(id)) drafts.set(id, this.begin());
      const written: StampedEvent[] = [];
      for (const { id, command, call } of items) {
        const draft = drafts.get(id);
        if (!draft && missing === 'refuse') throw this.notFound(id);
        if (!draft) continue;
        const decide = async () => this.apply(draft, await commandFor(command, draft));
        const { events } = await (call ? runInCall(call, decide) : decide());
        written.push(...events);
      }
      await this.write([...drafts.values()], written);
    });
  }

  /**
   * Locks many for the rest of the transaction at hand, and says what each is like.
   * @param begin the command that begins one nobody has heard of; it publishes nothing. So the first commands about one
   * wait for each other as well
   */
  async lockMany(
    ids: readonly string[],
    begin?: (id: string) => Command,
  ): Promise<Locked<Command, State, Event>> {
    if (!this.platform.unitOfWork.isRunning()) throw new Error('a lock needs a transaction');
    const unique = [...new Set(ids)];
    if (begin && unique.length > 0) {
      const rows = unique.map((id) => {
        const draft = this.begin();
        const { state, version } = this.apply(draft, begin(id)).stored;
        return { ...rowOf(this.table, state), version: draft.eventVersion, revision: version };
      });
      await this.platform.unitOfWork.sql.write(insertMissing(this.table), [JSON.stringify(rows)]);
    }
    return new Locked(await this.lock(unique, this.table.id), {
      apply: (draft, command) => this.apply(draft, command),
      write: (drafts, events) => this.write(drafts, events),
    });
  }

  private begin(): Draft<Command, State, Event> {
    return new Draft(this.aggregate, this.aggregate.initialState(), 0, 0);
  }

  /** Locked drafts by the value of `by`. */
  private async lock(
    ids: readonly string[],
    by: string,
    within?: Condition,
  ): Promise<Map<string, Draft<Command, State, Event>>> {
    const { sql } = this.platform.unitOfWork;
    const { text, values } = allOf([[`t.${by} = any($1::uuid[])`, ids], within]);
    const locked = sql.rows<Row & Versions>(lockRows(this.table, text), values);
    // sent at once, behind the lock
    const read = this.table.children
      ? sql.rows<Row & Versions>(readLocked(this.table, text), values)
      : locked;
    const [, rows] = await Promise.all([locked, read]);
    return new Map(
      rows.map((row) => {
        const { state, version } = this.toStored(row);
        return [String(Reflect.get(row, by)), new Draft(this.aggregate, state, version, row.eventVersion)];
      }),
    );
  }

  private apply(draft: Draft<Command, State, Event>, command: Command) {
    const facts = draft.decide(command);
    const state = existing(draft.state);
    if (!state) throw new Error(`${command.type} left no ${this.aggregate.name}`);
    const key = String(idOf(this.table, state));
    const events = facts.map(({ event, data }) => {
      const aggregateVersion = (draft.eventVersion += 1);
      return { event: event as EventDefinition, key, aggregateVersion, data };
    });
    const stored: Stored<State> = { state, version: draft.version };
    return { stored, events: events.length > 0 ? this.platform.outbox.stamp(events) : [] };
  }

  private async write(all: readonly Draft<Command, State, Event>[], events: StampedEvent[]): Promise<void> {
    const drafts = all.filter(({ steps }) => steps.length > 0);
    if (drafts.length === 0) return;
    const { table } = this;
    const statement = changeStatement(table, drafts, currentCall()?.actor);
    if (events.length > 0) {
      const { sql, params } = this.platform.outbox.insert(events, statement.values.length + 1);
      statement.parts.push(sql);
      statement.values.push(...params);
    }
    const [only] = drafts.length === 1 ? drafts : [];
    const text = `with ${statement.parts.join(', ')} select 1`;
    await this.platform.unitOfWork.sql.write(text, statement.values, (error) => {
      const refusal = table.refusals?.[violatedConstraint(error) ?? ''];
      const state = only && existing(only.state);
      return refusal && state ? refusal(state) : error;
    });
  }
}

async function commandFor<Command extends { type: string }, State extends { status: string }>(
  command: CommandFor<Command, State>,
  { state }: { state: State },
): Promise<Command> {
  if (typeof command !== 'function') return command;
  const there = existing(state);
  if (!there) throw new Error('there is no state to make a command of');
  return command(there);
}
