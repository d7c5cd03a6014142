import { decodeCursor, type KeyPart, type KeyType } from './cursor';

/** Part of a `where` whose `$1`, `$2` … are its own values. With a value `undefined` it is left out of the SQL. */
export type Condition = readonly [text: string, ...values: unknown[]];

/** A column that a list is ordered by. The columns of a list together name one row. */
export interface KeyColumn<Row> {
  /** Expression, as the index has it. */
  sql: string;
  type: KeyType;
  descending?: boolean;
  /** Its value in a row that was read; the field of the same name when absent. */
  of?: (row: Row) => KeyPart | Date;
}

/** The key of a row that was read. */
export function keyOf<Row extends object>(by: readonly KeyColumn<Row>[], row: Row): (KeyPart | Date)[] {
  return by.map(({ sql, of }) => {
    const part = of ? of(row) : (Reflect.get(row, sql.slice(sql.indexOf('.') + 1)) as KeyPart | Date);
    // a row without it would be behind no cursor
    if (part === null || part === undefined) throw new Error(`a list is sorted by ${sql}, which a row lacks`);
    return part;
  });
}

/** Several queries that make one list. Each is read in the order of the key by an index of its own, and no further than a page. */
export interface Merged {
  /** `select … from … where …`, with the same columns all of them. */
  readonly parts: readonly string[];
  /** What the columns of the list call them. */
  readonly as: string;
}

/** One page of a list in the order of its key. */
export interface KeysetQuery<Row> {
  /** `select … from …` without a `where` of its own. */
  select: string | Merged;
  where?: readonly (Condition | undefined)[];
  /** Nothing for a query that finds one row at most. All in one direction, which an index can follow from any row on. */
  by: readonly KeyColumn<Row>[];
  limit: number;
  /** Cursor of the page before. */
  after?: string;
  /** Of list, sort and filters: a cursor is good for its own alone. */
  digest?: string;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/**
 * SQL for one row more than the page holds, which tells whether there is another. Goes on after the cursor by a row
 * comparison on the bare columns, so that an index on them is used. Throws `ValidationFailedError` for a wrong cursor.
 */
export function keysetSql<Row>({
  select,
  where = [],
  by,
  limit,
  after,
  digest,
}: KeysetQuery<Row>): Statement {
  const { text, values } = allOf(
    after === undefined ? where : [...unlessImplied(where, by, digest), beyond(by, after, digest)],
  );
  const order = by.map(({ sql, descending }) => (descending ? `${sql} desc` : sql)).join(', ');
  const page = `${order && ` order by ${order}`} limit $${values.length + 1}`;
  const rest = `${text && ` where ${text}`}${page}`;
  return {
    text: typeof select === 'string' ? `${select}${rest}` : `${pagesOf(select, rest)}${page}`,
    values: [...values, limit + 1],
  };
}

function pagesOf({ parts, as }: Merged, rest: string): string {
  const pages = parts.map((part) => `(select * from (${part}) ${as}${rest})`);
  return `select * from (${pages.join(' union all ')}) ${as}`;
}

/** SQL that counts what a list has, up to `most`. */
export function countSql(
  { select, where = [] }: Pick<KeysetQuery<never>, 'select' | 'where'>,
  most: number,
): Statement {
  const { text, values } = allOf(where);
  const all =
    typeof select === 'string' ? select : `select * from (${select.parts.join(' union all ')}) ${select.as}`;
  return {
    text: `select count(*)::int as count from (${all}${text && ` where ${text}`} limit $${values.length + 1}) counted`,
    values: [...values, most],
  };
}

/** The conditions whose values are given, joined by `and`; the text is empty when there is none. */
export function allOf(conditions: readonly (Condition | undefined)[]): Statement {
  const values: unknown[] = [];
  const texts: string[] = [];
  for (const condition of conditions) {
    if (condition === undefined || condition.includes(undefined)) continue;
    const [text, ...own] = condition;
    const before = values.length;
    texts.push(text.replace(/\$(\d+)/g, (_, place: string) => `$${before + Number(place)}`));
    values.push(...own);
  }
  return { text: texts.join(' and '), values };
}

/**
 * Without what the cursor says already: a bound of the first column on the side that its pages begin at. Beside one Postgres
 * begins at the bound and not at the cursor, so that a page costs more the later it comes. Only where the cursor is known to
 * come from a page with the same bound.
 */
function unlessImplied<Row>(
  where: readonly (Condition | undefined)[],
  [first]: readonly KeyColumn<Row>[],
  digest: string | undefined,
): readonly (Condition | undefined)[] {
  if (digest === undefined || first === undefined) return where;
  const sign = first.descending ? '<' : '>';
  const implied = new Set([`${first.sql} ${sign} $1`, `${first.sql} ${sign}= $1`]);
  return where.filter((condition) => condition === undefined || !implied.has(condition[0]));
}

/** Rows behind the cursor. */
function beyond<Row>(by: readonly KeyColumn<Row>[], cursor: string, digest?: string): Condition {
  const types = by.map(({ type }) => type);
  const parts = decodeCursor(cursor, types, digest);
  const [first] = by;
  if (first === undefined) return ['false'];
  if (by.some(({ descending = false }) => descending !== (first.descending ?? false))) {
    throw new Error(
      'a list goes one way in all its columns: no index goes on from a row of one that does not',
    );
  }
  return [comparedAsRow(by), ...parts];
}

function comparedAsRow<Row>(by: readonly KeyColumn<Row>[]): string {
  const columns = by.map(({ sql }) => sql).join(', ');
  const parts = by.map(({ type }, position) => `$${position + 1}::${type}`).join(', ');
  const sign = by[0]?.descending ? '<' : '>';
  return by.length === 1 ? `${columns} ${sign} ${parts}` : `(${columns}) ${sign} (${parts})`;
}
