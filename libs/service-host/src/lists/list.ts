import type { Reach } from '../auth/reach';
import type { Condition, KeyColumn } from '../http/keyset';
import type { SortedPageFilter } from './sorted-page-filter';

/** What a condition may need beside the value that was sent. */
export interface Asker {
  /** Absent on routes that no partner reaches. */
  readonly reach?: Reach;
  /** Business time, where a state follows from it. */
  readonly now?: string;
}

/** A filter of a list, and which index answers it in which order. */
export interface Filter<Value = unknown> {
  /** Condition of which `$1` is the value, or what makes one, or several of which a cursor may imply one, for a sort. */
  readonly sql:
    string | ((value: Value, asker: Asker, sort: string) => Condition | readonly Condition[] | undefined);
  /** Index by sort, or `one or other`. A sort that is not here is refused beside the filter: rows would have to be sorted for it. */
  readonly indexes: Readonly<Record<string, string>>;
  /**
   * `few` leaves so few rows that every other filter is a look at each of them: its sorts then are those of the list. `one`
   * is a unique key: nothing is left to be sorted.
   */
  readonly leaves?: 'few' | 'one';
}

/** The fields of a query that are filters. */
export type FilterName<Asked> = Exclude<keyof Asked, keyof SortedPageFilter> & string;

/**
 * A list as data: what it can be sorted and filtered by, and by which index. The page of all lists in the reference is made
 * of these, and a test explains the statement of every sort with every filter.
 */
export interface List<Asked extends SortedPageFilter, Row = object> {
  /** Path of its route below `/api/v1`; part of every cursor. */
  readonly name: string;
  /** Table that its rows are in. */
  readonly table: string;
  /** Fields to sort by, and those that break ties. Their columns are never null and hold no more than milliseconds. */
  readonly fields: Readonly<Record<string, KeyColumn<Row>>>;
  /** What breaks ties; `id` when absent. */
  readonly ties?: readonly string[];
  /** Rows that the list is about at all, when that is not the whole table. */
  readonly only?: string;
  /** What the path names leaves few rows. */
  readonly isOfFew?: boolean;
  /** Index by sort of the list without a filter. The first sort is the usual one. */
  readonly sorts: Readonly<Record<string, string>>;
  readonly filters: { readonly [Name in FilterName<Asked>]-?: Filter<NonNullable<Asked[Name]>> };
}

/** Any list, for what looks at all of them. */
export interface AnyList {
  readonly name: string;
  readonly table: string;
  readonly fields: Readonly<Record<string, KeyColumn<never>>>;
  readonly ties?: readonly string[];
  readonly only?: string;
  /** What the path names leaves few rows. */
  readonly isOfFew?: boolean;
  readonly sorts: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, Filter<never>>>;
}
