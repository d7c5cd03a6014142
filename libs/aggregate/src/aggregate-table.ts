import type { Columns, Existing, Fields } from '@houtai/domain-kit';

/** Something else that the statement of a change writes, such as child rows. */
export interface StatementPart<State extends { status: string }, Event> {
  /** Common table expressions with their names; `input` is the parameter that holds the values, such as `$3::jsonb`. */
  sql(input: string): string;
  /** The values, as JSON has them; undefined when the changes do not touch it. */
  values(changes: readonly TableChange<State, Event>[]): unknown[] | undefined;
}

/** A change of one aggregate, as far as a table knows it. */
export interface TableChange<State extends { status: string }, Event> {
  readonly before: State;
  readonly after: Existing<State>;
  readonly events: readonly Event[];
}

/**
 * How an aggregate lies in its table. Beside the columns named here the table has `version`, the number of facts it has
 * published, and `revision`, the number of its changes (null in rows that an older release wrote last).
 */
export interface AggregateTable<State extends { status: string }, Event, Row> {
  readonly name: string;
  /** Column of the id, a uuid. */
  readonly id: string;
  readonly columns: Columns;
  /** Expressions over `t`, by name, that read child rows into the row. */
  readonly children?: Readonly<Record<string, string>>;
  toState(row: Fields<Row>): Existing<State>;
  /** The fields of the columns; without it the state has them under their names. */
  toRow?(state: Existing<State>): object;
  /** Keeps every step: table with id, version, type, status, at, actor and data. */
  readonly history?: { readonly table: string; data(event: Event): object };
  readonly parts?: readonly StatementPart<State, Event>[];
  /** What the violation of a constraint means. */
  readonly refusals?: Readonly<Record<string, (state: Existing<State>) => Error>>;
}
