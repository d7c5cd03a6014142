import type { EventDefinition } from '@houtai/event-catalogue';

/** What a projection needs to know of an event, whether it just came or is replayed from the log. */
export interface ProjectedEvent<Data = unknown> {
  type: string;
  key: string;
  aggregateVersion: number;
  data: Data;
}

/** Values by column, as JSON has them. */
export type Row = Readonly<Record<string, unknown>>;

/** What one event does to a table. */
export interface RowChange {
  /** Rows that are added unless they are there. */
  add?: readonly Row[];
  /** Columns of the row of the event's key that take another value. */
  set?: Row;
}

type Change = (data: never, version: number) => RowChange;

/** What the events of some types do to one table. */
export interface RowProjection {
  table: string;
  /** Column that the key of the events names. */
  key: string;
  /** All others. */
  columns: readonly string[];
  /** The rows have a `version`: an event that is not later than it sets nothing. */
  versioned?: true;
  changes: ReadonlyMap<string, Change>;
}

/** A line of {@link RowProjection.changes}. */
export function on<Data>(
  { type }: EventDefinition<Data>,
  change: (data: Data, version: number) => RowChange,
): [string, Change] {
  return [type, change];
}

/** Folds events, those of one key in their order: a row is set once, to the last value of each column. */
export function foldChanges(
  { key, versioned, changes }: RowProjection,
  events: readonly ProjectedEvent[],
): { add: readonly Row[]; set: readonly Row[] } {
  const added: Row[] = [];
  const rows = new Map<string, Row>();
  for (const { type, key: id, aggregateVersion: version, data } of events) {
    const { add = [], set } = changes.get(type)?.(data as never, version) ?? {};
    added.push(...add);
    if (set) rows.set(id, { ...rows.get(id), ...set, ...(versioned && { version }), [key]: id });
  }
  return { add: added, set: [...rows.values()] };
}
