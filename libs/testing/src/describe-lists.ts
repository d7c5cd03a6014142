import type { AnyList } from '@houtai/service-host';
import type { ListUnderTest } from './list-asks';
import { ListPlans } from './list-plans';
import type { TestService } from './start-test-service';

/** Rows of each table. The nightly run asks for a million; a tenth of a CI run would go by filling so many. */
const ROWS = Number(process.env.HOUTAI_TEST_ROWS ?? 20_000);
const THOUSANDTH_PAGE = 999 * 50;
/** A later page may go through a level more of an index, whose size differs by a few blocks. */
const SLACK_BLOCKS = 40;
/** Less than this is the noise of a clock. */
const NOISE_MS = 0.5;

export interface ListsUnderTest {
  open(): Promise<TestService>;
  /**
   * SQL that fills the tables: `$1` is how many rows, `test_id(n)` the id that tests call `testId(n)`, and
   * `test_spread(n, salt, kinds)` one of so many numbers, independent of those with another salt. Triggers do not run, and rows
   * need not refer to any.
   */
  readonly fill: readonly (string | ((service: TestService, rows: number) => Promise<void>))[];
  readonly lists: readonly ListUnderTest[];
  /** Indexes of the tables of these lists that no list declares and no constraint needs, with what reads by them. */
  readonly otherIndexes?: Readonly<Record<string, string>>;
}

/** Lets Postgres explain every statement of every list of a service, on tables that are full. */
export function describeLists(name: string, { open, fill, lists, otherIndexes = {} }: ListsUnderTest): void {
  describe(`the lists of ${name}`, () => {
    let service: TestService;
    let plans: ListPlans;

    beforeAll(async () => {
      service = await open();
      await withoutChecks(service);
      await withoutIndexes(service, async () => {
        for (const step of fill) {
          await (typeof step === 'string' ? service.sql(step, [ROWS]) : step(service, ROWS));
        }
      });
      await service.sql('analyze');
      plans = await ListPlans.of(service);
    }, 1_200_000);
    afterAll(async () => {
      plans?.close();
      await service?.close();
    });

    it.each(lists.map((under) => [under.list.name, under] as const))(
      '%s is read by the indexes it declares, without a sort',
      async (_, under) => expect(await plans.faults(under)).toEqual([]),
      120_000,
    );

    it('go by indexes that are there, and no index of their tables is there for nothing', async () => {
      const declared = lists.flatMap(({ list }) => indexesOf(list));
      const standing = await indexesOfTables(
        service,
        lists.map(({ list }) => list.table),
      );
      const free = standing.filter(({ isConstraint }) => !isConstraint).map(({ name: index }) => index);
      const named = Object.keys(otherIndexes);
      expect({
        missing: [...declared, ...named].filter(
          (index) => !standing.some(({ name: known }) => known === index),
        ),
        idle: free.filter((index) => !declared.includes(index) && !named.includes(index)),
        namedForNothing: named.filter((index) => declared.includes(index)),
      }).toEqual({ missing: [], idle: [], namedForNothing: [] });
    });

    if (ROWS <= THOUSANDTH_PAGE) return;
    it.each(lists.map((under) => [under.list.name, under] as const))(
      'page 1,000 of %s costs at most half more than its first',
      async (_, under) => {
        const costs = await plans.costs(under, THOUSANDTH_PAGE);
        const dear = costs.filter(
          ({ first, later }) =>
            later.blocks > first.blocks * 1.5 + SLACK_BLOCKS || later.ms > first.ms * 1.5 + NOISE_MS,
        );
        expect(dear).toEqual([]);
      },
      600_000,
    );
  });
}

/** Every index that a list says it is read by. */
function indexesOf({ sorts, filters }: AnyList): string[] {
  const named = [sorts, ...Object.values(filters).map(({ indexes }) => indexes)];
  return [...new Set(named.flatMap((bySort) => Object.values(bySort)).flatMap((each) => each.split(' or ')))];
}

/** Those of partitions count as the one they are parts of. */
function indexesOfTables(service: TestService, tables: readonly string[]) {
  return service.sql<{ name: string; isConstraint: boolean }>(
    `select i.indexrelid::regclass::text as name,
            i.indisunique or exists (select from pg_constraint k where k.conindid = i.indexrelid) as "isConstraint"
       from pg_index i where i.indrelid = any ($1::regclass[]) order by 1`,
    [tables],
  );
}

/** Rows are made by the hundred thousand and say nothing of what the rules of the tables are about. */
async function withoutChecks(service: TestService): Promise<void> {
  await service.sql(`
    create function test_id(n bigint) returns uuid language sql immutable
    return ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
    create function test_spread(n bigint, salt integer, kinds integer) returns integer language sql immutable
    return abs(hashint8extended(n, salt) % kinds)::integer`);
  const made = await service.sql<{ change: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as change
      from pg_constraint where contype = 'f' and conparentid = 0
    union all
    select format('alter table %s disable trigger user', c.oid::regclass)
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and pg_get_userbyid(c.relowner) = current_user`);
  for (const { change } of made) await service.sql(change);
}

/** An index is made in a tenth of the time from rows that are there than with each of them; that of partitions with theirs. */
async function withoutIndexes(service: TestService, fill: () => Promise<void>): Promise<void> {
  const made = await service.sql<{ name: string; made: string }>(`
    select i.indexrelid::regclass::text as name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as made
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace and pg_get_userbyid(c.relowner) = current_user
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
       and not exists (select from pg_inherits p where p.inhrelid = i.indexrelid)
     order by i.indexrelid`);
  await service.sql(made.map(({ name }) => `drop index ${name}`).join(';'));
  await fill();
  // one text, so that the setting holds for all of them
  await service.sql(["set maintenance_work_mem = '256MB'", ...made.map((index) => index.made)].join(';'));
}
