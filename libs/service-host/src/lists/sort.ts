import { ValidationFailedError, faultOf } from '../problems/host-errors';
import type { KeyColumn } from '../http/keyset';
import type { AnyList, Filter } from './list';

/** The same sort the other way round: of `classCode,-validFrom` it is `-classCode,validFrom`. */
export function turned(sort: string): string {
  return sort
    .split(',')
    .map((field) => (field.startsWith('-') ? field.slice(1) : `-${field}`))
    .join(',');
}

/** Sorts of a list beside these filters, as the list declares them: each can be had turned round as well. */
export function sortsBeside(list: Pick<AnyList, 'sorts'>, filters: readonly Filter<never>[]): string[] {
  if (filters.some(({ leaves }) => leaves === 'one')) return Object.keys(list.sorts);
  const few = filters.filter(({ leaves }) => leaves !== undefined);
  return Object.keys(list.sorts).filter((sort) =>
    few.length > 0
      ? few.some(({ indexes }) => sort in indexes)
      : filters.every(({ indexes }) => sort in indexes),
  );
}

/**
 * The sort of a page. Without a wish it is the usual one where that goes with the filters, else the first that does.
 * Throws `validation-failed` for a wish beside filters that no index answers in that order.
 */
export function sortOf(
  list: Pick<AnyList, 'sorts' | 'filters'>,
  wish: string | undefined,
  given: readonly string[],
): string {
  const filters = given.flatMap((name) => list.filters[name] ?? []);
  const possible = sortsBeside(list, filters);
  const [first] = possible;
  if (wish === undefined && first !== undefined) return first;
  if (wish !== undefined && (possible.includes(wish) || possible.includes(turned(wish)))) return wish;
  const names = given.join(', ');
  if (first === undefined) {
    throw new ValidationFailedError([
      faultOf(
        given.at(-1) ?? 'sort',
        'goesWithFilters',
        `cannot be combined with the others of ${names}`,
        `不能与 ${names} 中的其他条件同时使用`,
      ),
    ]);
  }
  const sorts = possible.flatMap((sort) => [sort, turned(sort)]).join('; ');
  throw new ValidationFailedError([
    faultOf(
      'sort',
      'goesWithFilters',
      `must be one of ${sorts} beside ${names}`,
      `与 ${names} 同时使用时须为：${sorts}`,
    ),
  ]);
}

/** Columns of a sort, with what breaks its ties in the direction of its last field. */
export function keyOfSort<Row>(
  { fields, ties = ['id'] }: { fields: Readonly<Record<string, KeyColumn<Row>>>; ties?: readonly string[] },
  sort: string,
): KeyColumn<Row>[] {
  const wished = sort.split(',');
  const falls = wished.at(-1)?.startsWith('-') === true;
  const named = new Set(wished.map((field) => field.replace(/^-/, '')));
  const rest = ties.filter((tie) => !named.has(tie)).map((tie) => (falls ? `-${tie}` : tie));
  return [...wished, ...rest].map((field) => {
    const name = field.replace(/^-/, '');
    const column = fields[name];
    if (!column) throw new Error(`the list has no field ${name}`);
    return { ...column, descending: field.startsWith('-') };
  });
}
