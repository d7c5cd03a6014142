import type { Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsTextUpTo, IsWhole, MayBeAbsent } from '../validation/field-rules';
import { encodeCursor } from './cursor';
import { keyOf, keysetSql, type KeysetQuery } from './keyset';

/** Query of a list; a list with filters extends it. */
export class PageFilter {
  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(1, 200, { default: 50, description: 'Items per page' })
  limit: number = 50;

  @MayBeAbsent()
  @IsTextUpTo(500, { description: 'Opaque cursor: `next` of the page before' })
  after?: string;
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

/** Whatever runs SQL: TypeORM's `DataSource` and `EntityManager`, or a service that reads rows. */
export type RowSource =
  | { query(text: string, values: unknown[]): Promise<unknown> }
  | { rows(text: string, values: unknown[]): Promise<unknown> };

/** Reads one page; `toItem` makes what is shown of a row. */
export async function readPage<Row extends object, Item>(
  source: RowSource,
  query: KeysetQuery<Row>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { text, values } = keysetSql(query);
  const read = 'rows' in source ? source.rows(text, values) : source.query(text, values);
  const rows = (await read) as Row[];
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return page(shown.map(toItem), last && encodeCursor(keyOf(query.by, last)));
}
