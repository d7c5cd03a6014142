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

/** What the events of some types do to one table. */
export interface RowProjection {
  table: string;
  /** Column that the key of the events names. */
  key: string;
  /** All others. */
  columns: readonly string[];
  /** The rows have a `version`: an event that is not later than it sets nothing. */
  versioned?: true;
  changes: Readonly<Record<string, (event: ProjectedEvent<never>) => RowChange>>;
}

/** The changes of many events, each row set once. */
export interface FoldedChanges {
  add: readonly Row[];
  set: readonly Row[];
}

/** Folds events, those of one key in their order: the last value of a column is the one that counts. */
export function foldChanges(
  { key, versioned, changes }: RowProjection,
  events: readonly ProjectedEvent[],
): FoldedChanges {
  const add: Row[] = [];
  const set = new Map<string, Row>();
  for (const event of events) {
    const change = changes[event.type]?.(event as ProjectedEvent<never>);
    add.push(...(change?.add ?? []));
    if (!change?.set) continue;
    const version = versioned && { version: event.aggregateVersion };
    set.set(event.key, { ...set.get(event.key), ...change.set, ...version, [key]: event.key });
  }
  return { add, set: [...set.values()] };
}
