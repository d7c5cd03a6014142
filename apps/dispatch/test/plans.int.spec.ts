import { join } from 'node:path';
import { Client } from 'pg';
import { migrationScripts, scripted, testDatabase, type TestDatabase } from '@houtai/testing';
import { LIVE_HOLDS } from '../src/capacities/capacity.row';
import { TO_END, TO_ESCALATE } from '../src/escalations/escalation.store';
import { OLD_WISHES } from '../src/capacities/refused-wish.store';
import { DUE } from '../src/re-planning/dispatch-plan.store';
import { WISHES_AHEAD } from '../src/re-planning/wishes-ahead';
import { CHANGED_SINCE, PLAN_OF_CLASSES, UNBOUND } from '../src/planning/plan-sql';
import { MISSED_RELOCATIONS } from '../src/planning/relocation.store';

const MIGRATIONS = join(__dirname, '..', 'migrations');
const VEHICLES = 100;
const HOLDS = 20_000;
/** Less than the tables have, and enough for some rows by their keys. */
const FEW_BLOCKS = 1_000;

const branch = (expression: string) =>
  `('00000000-0000-7000-8000-' || lpad((${expression})::text, 12, '0'))::uuid`;

const FILL = `
  insert into vehicle (vehicle_id, class_code, branch_id, located_at, free_from, in_fleet, fit)
  select gen_random_uuid(), 'compact', ${branch('n % 10')}, '2026-01-01', '2026-01-01', true, '{[2026-01-01,2046-01-01)}'
    from generate_series(1, ${VEHICLES}) n;
  insert into capacity_request (reservation_id, status, version, answered_at)
  select gen_random_uuid(), 'held', 1, now() from generate_series(1, ${HOLDS});
  insert into capacity_hold (hold_id, reservation_id, status, class_code, pick_up_branch_id, from_at, return_branch_id, due_at,
                             until_at, leaves_at_branch_id, occupies_from, occupies_until, vehicle_id, bound, held_at)
  select gen_random_uuid(), r.reservation_id, 'held', 'compact', v.branch_id, t, v.branch_id, t + interval '2 days',
         t + interval '49 hours', v.branch_id, t, t + interval '49 hours', v.vehicle_id, false, now()
    from (select reservation_id, row_number() over () as n from capacity_request) r
    join (select vehicle_id, branch_id, row_number() over () as n from vehicle) v on v.n = 1 + r.n % ${VEHICLES}
   cross join lateral (select timestamptz '2027-01-01' + (r.n / ${VEHICLES}) * interval '4 days' as t) times;
  insert into refused_wish (reservation_id, class_code, pick_up_branch_id, from_at, return_branch_id, due_at, until_at, refused_at)
  select gen_random_uuid(), 'compact', ${branch('n % 10')}, t, ${branch('n % 10')}, t + interval '2 days', t + interval '49 hours', now()
    from generate_series(1, ${HOLDS}) n
   cross join lateral (select timestamptz '2027-01-01' + n * interval '1 hour' as t) times;`;

interface Explained {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number; 'Actual Rows': number };
}

const DUE_NOW = `execute due ('2027-01-01 06:00', '2027-01-01 11:59', 6)`;
const AHEAD = `execute ahead ('2027-01-03', 50, '2027-01-04')`;
const OLD = `execute old ('2027-01-06', 50)`;
const NOTHING_MISSED = `execute missed ('2028-01-01', 100)`;
const NOTHING_TO_ESCALATE = `execute escalate ('2028-01-01', 100)`;
const NO_ESCALATION_OVER = 'execute ended (100)';
const UNBOUND_BEFORE = `execute unbound ('2027-01-01 01:00', 100)`;
const NOTHING = [NOTHING_MISSED, UNBOUND_BEFORE, NOTHING_TO_ESCALATE, NO_ESCALATION_OVER];
const LIVE = `select t.reservation_id, ${LIVE_HOLDS} as holds from capacity_request t where t.reservation_id = any($1)`;

/** A service starts on empty tables, and keeps the plans of that moment while they grow. */
describe('statements planned while nothing was promised', () => {
  let database: TestDatabase;
  let session: Client;

  beforeAll(async () => {
    database = await testDatabase('dispatch', scripted(await migrationScripts(MIGRATIONS)));
    session = new Client({ connectionString: database.ownerUrl });
    await session.connect();
    for (const table of ['vehicle', 'capacity_hold', 'refused_wish'])
      await session.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await session.query(`prepare plan (text[]) as ${PLAN_OF_CLASSES}`);
    await session.query(`prepare changed (text) as ${CHANGED_SINCE}`);
    await session.query(`prepare live (uuid[]) as ${LIVE}`);
    await session.query(`prepare due (timestamptz, timestamptz, int) as ${DUE}`);
    await session.query(`prepare ahead (timestamptz, int, timestamptz) as ${WISHES_AHEAD}`);
    await session.query(`prepare old (timestamptz, int) as ${OLD_WISHES}`);
    await session.query(`prepare missed (timestamptz, int) as ${MISSED_RELOCATIONS}`);
    await session.query(`prepare escalate (timestamptz, int) as ${TO_ESCALATE}`);
    await session.query(`prepare ended (int) as ${TO_END}`);
    await session.query(`prepare unbound (timestamptz, int) as ${UNBOUND}`);
    for (let n = 0; n < 10; n += 1) {
      await session.query(plan('compact'));
      await session.query(await changed());
      await session.query(await live(1));
      for (const text of [DUE_NOW, AHEAD, OLD, ...NOTHING]) await session.query(text);
    }
    await session.query(FILL);
    await untilOlderThanAll();
  });
  afterAll(async () => {
    await session?.end();
    await database?.drop();
  });

  /** Other tests use the same server, and what is younger than their open transactions counts as changed. */
  async function untilOlderThanAll(): Promise<void> {
    const { rows } = await session.query<{ filled: string }>('select pg_current_xact_id() as filled');
    const sql = 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as past';
    while (!(await session.query<{ past: boolean }>(sql, [rows[0]?.filled])).rows[0]?.past)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  function plan(classCode: string): string {
    return `execute plan ('{${classCode}}')`;
  }

  async function changed(): Promise<string> {
    const { rows } = await session.query<{ now: string }>('select pg_current_snapshot() as now');
    return `execute changed ('${rows[0]?.now ?? ''}')`;
  }

  async function live(reservations: number): Promise<string> {
    const { rows } = await session.query<{ id: string }>(
      'select reservation_id as id from capacity_request limit $1',
      [reservations],
    );
    return `execute live ('{${rows.map(({ id }) => id).join()}}')`;
  }

  async function explained(statement: string): Promise<{ rows: number; blocks: number }> {
    const { rows } = await session.query<{ 'QUERY PLAN': [Explained] }>(
      `explain (analyze, buffers, format json) ${statement}`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('there is no plan');
    return { rows: plan['Actual Rows'], blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] };
  }

  it('read of a plan what has changed alone', async () => {
    const since = await changed();
    await session.query(
      `update capacity_hold set bound = true
        where hold_id = any(array(select hold_id from capacity_hold order by hold_id limit 20))`,
    );
    expect((await explained(since)).blocks).toBeLessThan(FEW_BLOCKS);
  });

  it('read of a class nothing that was promised of others', async () => {
    await session.query(
      `update vehicle set class_code = 'premium'
        where vehicle_id = (select vehicle_id from vehicle order by vehicle_id limit 1)`,
    );
    expect((await explained(plan('premium'))).blocks).toBeLessThan(FEW_BLOCKS);
  });

  it('read of reservations what they hold alone', async () => {
    const { rows, blocks } = await explained(await live(32));
    expect(rows).toBe(32);
    expect(blocks).toBeLessThan(FEW_BLOCKS);
  });

  it.each([
    ['relocations that were missed', NOTHING_MISSED],
    ['promises to bind', UNBOUND_BEFORE],
    ['promises to tell others of', NOTHING_TO_ESCALATE],
    ['promises others were told of that are over', NO_ESCALATION_OVER],
  ])('look for %s among these alone', async (_what, statement) => {
    const { rows, blocks } = await explained(statement);
    expect(rows).toBe(0);
    expect(blocks).toBeLessThan(FEW_BLOCKS);
  });

  it('find no promise in the way of the optimiser while nothing calls for a run', async () => {
    await session.query(
      `insert into dispatch_plan (plan_id, reason, measured_at, promises, in_time, moves, relocations)
       values (gen_random_uuid(), 'due', '2027-01-01 08:00', 0, true, '[]', '[]')`,
    );
    const { rows, blocks } = await explained(DUE_NOW);
    expect(rows).toBe(0);
    expect(blocks).toBeLessThan(FEW_BLOCKS);
  });

  it.each([
    ['to be weighed', AHEAD],
    ['to be forgotten', OLD],
  ])('read of refused wishes those %s alone', async (_, statement) => {
    const { rows, blocks } = await explained(statement);
    expect(rows).toBe(50);
    expect(blocks).toBeLessThan(200);
  });
});
