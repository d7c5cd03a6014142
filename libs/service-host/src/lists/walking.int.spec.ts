import fc from 'fast-check';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '@houtai/testing';
import type { KeyType } from '../http/cursor';
import type { List } from './list';
import { readList } from './read-list';
import type { SortedPageFilter } from './sorted-page-filter';
import { turned } from './sort';

interface Row {
  id: string;
  at: Date;
  day: string;
  name: string;
  rank: number;
  seq: string;
  open: boolean;
}
interface Asked extends SortedPageFilter {
  open?: boolean;
}

/** What a row is sorted by. Few values, so that there are ties. */
const VALUES = fc.record({
  at: fc.integer({ min: 0, max: 3 }),
  name: fc.constantFrom('a', 'B', 'ä', '沪A', ''),
  rank: fc.integer({ min: 0, max: 3 }),
});
type Values = typeof VALUES extends fc.Arbitrary<infer V> ? V : never;

const field = (name: keyof Row, type: KeyType) => ({
  sql: `t.${name}`,
  type,
  of: (row: Row) => row[name] as string | number | Date,
});
const LIST: List<Asked, Row> = {
  name: 'things',
  table: 'thing',
  fields: {
    id: field('id', 'uuid'),
    at: field('at', 'timestamptz'),
    day: field('day', 'date'),
    name: field('name', 'text'),
    rank: field('rank', 'integer'),
    seq: field('seq', 'bigint'),
  },
  sorts: { id: '', at: '', day: '', name: '', seq: '', 'name,at': '', 'rank,name,at': '' },
  filters: {
    open: {
      sql: 't.open = $1',
      indexes: { id: '', at: '', day: '', name: '', seq: '', 'name,at': '', 'rank,name,at': '' },
    },
  },
};
/** Every kind of key that a list of the house has, both ways. */
const SORTS = Object.keys(LIST.sorts).flatMap((sort) => [sort, turned(sort)]);

describe('walking a list while rows are written', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await testDatabase('walking');
    client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(`
      create table thing (
        id uuid primary key default gen_random_uuid(), seq bigint generated always as identity, at timestamptz not null,
        day date not null, name text not null, rank integer not null, open boolean not null, note integer not null default 0)`);
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const source = {
    rows: async (text: string, values: unknown[]) => (await client.query(text, values)).rows as unknown[],
  };
  const insert = async (things: readonly Values[], open: boolean): Promise<void> => {
    await client.query(
      `insert into thing (at, day, name, rank, open)
       select timestamptz '2027-03-01' + n.at * interval '1 minute', date '2027-03-01' + n.at, n.name, n.rank, $2
         from jsonb_to_recordset($1) as n(at integer, name text, rank integer)`,
      [JSON.stringify(things), open],
    );
  };
  const idsOf = async (open: boolean | undefined): Promise<string[]> => {
    const text = 'select id from thing where $1::boolean is null or open = $1';
    const { rows } = await client.query<{ id: string }>(text, [open ?? null]);
    return rows.map(({ id }) => id);
  };
  const page = (sort: string, limit: number, open: boolean | undefined, after?: string) =>
    readList(
      source,
      LIST,
      {
        select: 'select t.*, t.day::text as day from thing t',
        filter: { sort, limit, after, ...(open !== undefined && { open }) },
      },
      ({ id }) => id,
    );

  it.each(SORTS)('by %s loses and repeats nothing that was there at the start', async (sort) => {
    const step = fc.record({
      add: fc.array(VALUES, { maxLength: 6 }),
      remove: fc.boolean(),
      touch: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(VALUES, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.boolean(), { nil: undefined }),
        fc.array(step, { maxLength: 30 }),
        async (start, limit, open, steps) => {
          await client.query('truncate thing');
          await insert(start, false);
          await insert(start, true);
          const there = await idsOf(open);
          const gone = new Set<string>();
          const seen: string[] = [];
          for (let after: string | undefined, turn = 0; ; turn += 1) {
            const { items, next } = await page(sort, limit, open, after);
            seen.push(...items);
            if (next === null) break;
            after = next;
            const { add = [], remove = false, touch = false } = steps[turn] ?? {};
            await insert(add, turn % 2 === 0);
            if (touch) await client.query('update thing set note = note + 1');
            if (!remove) continue;
            // also the very row that the cursor names
            const { rows } = await client.query<{ id: string }>(
              'delete from thing where id = $1 or id = (select id from thing order by note, id limit 1) returning id',
              [seen.at(-1)],
            );
            for (const { id } of rows) gone.add(id);
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(there.filter((id) => !seen.includes(id) && !gone.has(id))).toEqual([]);
        },
      ),
      { numRuns: 12, seed: 17 },
    );
  });
});
