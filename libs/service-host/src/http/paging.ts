import type { Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsFlag, IsTextUpTo, IsWhole, MayBeAbsent } from '../validation/field-rules';
import { encodeCursor } from './cursor';
import { countSql, keyOf, keysetSql, type KeysetQuery, type Statement } from './keyset';

/** A list is counted up to here. */
const MOST_COUNTED = 10_000;

/** Query of a list in one order; one that can be sorted, or has filters, extends `SortedFilter`. */
export class PageFilter {
  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(1, 200, { default: 50, description: 'Items per page' })
  limit: number = 50;

  @MayBeAbsent()
  @IsTextUpTo(500, { description: 'Opaque cursor: `next` of the page before' })
  after?: string;

  @MayBeAbsent()
  @IsFlag({ description: `Counts the whole list as well, up to ${MOST_COUNTED}` })
  count?: boolean;
}

/** How much a list has. */
export class PageCount {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_COUNTED })
  items: number;

  @ApiProperty({ description: `Counting stopped at ${MOST_COUNTED}: there are more` })
  more: boolean;
}

/** One page. The `Link` header with `rel="next"` is added by service-host. */
export class Page<Item> {
  items: Item[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: '`after` of the following page; null on the last',
  })
  next: string | null;

  @ApiProperty({ type: PageCount, required: false, description: 'When `count=true` asks for it' })
  count?: PageCount;
}

const PAGES = new Map<Class, Class<Page<unknown>>>();

/** The class of a page of these for OpenAPI: of `ReservationView` a `ReservationPage`. */
export function PageOf<Item extends object>(item: Class<Item>): Class<Page<Item>> {
  const known = PAGES.get(item);
  if (known) return known as Class<Page<Item>>;
  class ItemPage extends Page<Item> {
    @ApiProperty({ type: [item] })
    declare items: Item[];
  }
  Object.defineProperty(ItemPage, 'name', { value: `${item.name.replace(/(View|Body)$/, '')}Page` });
  PAGES.set(item, ItemPage);
  return ItemPage;
}

/** @param nextCursor text from {@link encodeCursor}; absent on the last page */
export function page<Item>(items: Item[], nextCursor?: string | null): Page<Item> {
  return Object.assign(new Page<Item>(), { items, next: nextCursor ?? null });
}

/** The same page with other items: what is shown of them. */
export function withItems<Item>(of: Page<unknown>, items: Item[]): Page<Item> {
  return Object.assign(new Page<Item>(), of, { items });
}

/** Whatever runs SQL: TypeORM's `DataSource` and `EntityManager`, or a service that reads rows. */
export type RowSource =
  | { query(text: string, values: unknown[]): Promise<unknown> }
  | { rows(text: string, values: unknown[]): Promise<unknown> };

/** Reads one page; `toItem` makes what is shown of a row. */
export async function readPage<Row extends object, Item>(
  source: RowSource,
  query: KeysetQuery<Row> & { readonly count?: boolean },
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const read = (statement: Statement): Promise<unknown> =>
    'rows' in source
      ? source.rows(statement.text, statement.values)
      : source.query(statement.text, statement.values);
  const rows = (await read(keysetSql(query))) as Row[];
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const answer = page(shown.map(toItem), last && encodeCursor(keyOf(query.by, last), query.digest));
  if (!query.count) return answer;
  const [counted] = (await read(countSql(query, MOST_COUNTED + 1))) as { count: number }[];
  return Object.assign(answer, { count: countOf(counted?.count ?? 0) });
}

function countOf(counted: number): PageCount {
  return { items: Math.min(counted, MOST_COUNTED), more: counted > MOST_COUNTED };
}
