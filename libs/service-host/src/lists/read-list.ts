import { within } from '../auth/reach';
import { cursorDigest } from '../http/cursor';
import type { Condition, KeyColumn, Merged } from '../http/keyset';
import { type Page, readPage, type RowSource } from '../http/paging';
import { ValidationFailedError, faultOf } from '../problems/host-errors';
import type { Asker, Filter, List } from './list';
import { keyOfSort, sortOf } from './sort';
import type { SortedPageFilter } from './sorted-page-filter';

/** What is asked of a list. */
export interface ListQuestion<Asked extends SortedPageFilter> extends Asker {
  readonly filter: Asked;
  /** What the path of the route says: part of the list, and of its cursors. */
  readonly of?: readonly [condition: string, value?: string];
  /** What else holds for its rows and moves on with time, so that it is no part of a cursor. */
  readonly also?: Condition;
  /** Column that says whose a row is, where there is a reach. */
  readonly owner?: string;
}

const PAGING: ReadonlySet<string> = new Set([
  'limit',
  'after',
  'sort',
  'count',
] satisfies (keyof SortedPageFilter)[]);

/**
 * Reads one page of a list. Throws `validation-failed` for a sort that does not go with the filters, a range that ends
 * before it begins, and the cursor of another list, sort or filter.
 * @param select `select … from …` without a `where` of its own, or several of which the list is merged
 */
export async function readList<Asked extends SortedPageFilter, Row extends object, Item>(
  source: RowSource,
  list: List<Asked, Row>,
  { select, ...question }: ListQuestion<Asked> & { readonly select: string | Merged },
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { filter, reach, of, also, owner } = question;
  const given = Object.entries(filter).filter(([name, value]) => !PAGING.has(name) && value !== undefined);
  assertForward(new Map(given));
  const names = given.map(([name]) => name);
  if (reach?.kind === 'partner' && 'partnerId' in list.filters) names.push('partnerId');
  const sort = sortOf(list, filter.sort, [...new Set(names)]);
  const filters = list.filters as Readonly<Record<string, Filter<unknown>>>;
  const where: (Condition | undefined)[] = [
    list.only === undefined ? undefined : [list.only],
    of,
    also,
    reach && within(reach, owner),
    ...given.flatMap(([name, value]) => conditionsOf(filters[name], value, question, sort)),
  ];
  const leavesOne = given.some(([name]) => filters[name]?.leaves === 'one');
  const by: KeyColumn<Row>[] = leavesOne ? [] : keyOfSort(list, sort);
  const cursor = {
    after: filter.after,
    digest: cursorDigest(list.name, Object.fromEntries(given), sort, of?.[1]),
  };
  return readPage(source, { select, where, by, limit: filter.limit, count: filter.count, ...cursor }, toItem);
}

function conditionsOf(
  filter: Filter<unknown> | undefined,
  value: unknown,
  asker: Asker,
  sort: string,
): readonly (Condition | undefined)[] {
  if (filter === undefined) throw new Error('a query has a filter that its list does not declare');
  if (typeof filter.sql === 'string') return [[filter.sql, value]];
  const made = filter.sql(value, asker, sort);
  return isOne(made) ? [made] : made;
}

function isOne(made: Condition | readonly Condition[] | undefined): made is Condition | undefined {
  return made === undefined || typeof made[0] === 'string';
}

/** Of a pair such as `from` and `to`, or `pickUpFrom` and `pickUpTo`. Values compare as they are: times are all in UTC. */
function assertForward(given: ReadonlyMap<string, unknown>): void {
  const faults = [...given].flatMap(([name, end]) => {
    const from = name === 'to' ? 'from' : name.replace(/To$/, 'From');
    const start = from === name ? undefined : given.get(from);
    const backwards = typeof start === 'string' && typeof end === 'string' && end < start;
    return backwards ? [faultOf(name, 'isForward', `must not be before ${from}`, `不得早于 ${from}`)] : [];
  });
  if (faults.length > 0) throw new ValidationFailedError(faults);
}
