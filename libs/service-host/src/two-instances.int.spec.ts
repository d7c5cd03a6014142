import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { describeBothBuses, ChildProgram, type TestBus } from '@houtai/testing';
import { createBusyTables } from '../test/busy-module';
import { sampleEnvironment } from '../test/sample-service';

const PROGRAM = join(__dirname, '..', 'test', 'busy-program.ts');
/** It is compiled as it starts. */
const START_MS = 90_000;
/** Longest that an instance which was stopped may hold up the others. */
const FROZEN_MS = 15_000;
/** The same for one that is gone: its sessions end with it. */
const KILLED_MS = 5_000;
const PUBLISHED = `select 1 from event_log e where not exists (select from outbox_queue q where q.seq = e.seq)`;
/** Until the partitions of a member that fell silent are with another one. */
const REDEALT_MS = 60_000;

describeBothBuses('two instances of a service', (testBus) => {
  let bus: TestBus;
  let drop: () => Promise<void>;
  let database: Client;
  let first: ChildProgram;
  let second: ChildProgram;

  beforeAll(async () => {
    bus = await testBus();
    const sample = await sampleEnvironment();
    drop = sample.drop;
    const env: Record<string, string> = {
      ...sample.env,
      ...bus.env,
      HOUTAI_BUS_PARTITIONS: '6',
      LOG_LEVEL: 'warn',
    };
    database = new Client({ connectionString: sample.ownerUrl });
    await database.connect();
    await createBusyTables(database);
    first = ChildProgram.start(PROGRAM, env);
    await first.said('emits', START_MS);
    await until('the first leads', START_MS, () => exists(PUBLISHED));
    second = ChildProgram.start(PROGRAM, env);
    await second.said('emits', START_MS);
  }, 3 * START_MS);
  afterAll(async () => {
    await first?.end();
    await second?.end();
    await database?.end();
    await drop?.();
    await bus?.drop();
  }, 30_000);

  async function exists(sql: string, values: unknown[] = []): Promise<boolean> {
    return (await database.query(sql, values)).rows.length > 0;
  }
  async function now(): Promise<Date> {
    const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now ?? new Date();
  }
  const publishedSince = (time: Date) => exists(`${PUBLISHED} and created_at > $1`, [time]);
  const seenBy = async (instance: ChildProgram, after: number) =>
    exists('select 1 from seen where pid = $1 and n > $2', [instance.pid, after]);
  const lastSeen = async () => {
    const { rows } = await database.query<{ n: number }>('select coalesce(max(n), 0)::int as n from seen');
    return rows[0]?.n ?? 0;
  };
  const addItems = () =>
    database.query(`insert into item (id)
      select n + (select coalesce(max(id), 0) from item) from generate_series(1, 40) n`);
  const itemsDone = async () => !(await exists('select 1 from item where done = 0'));
  /** All that was committed before now is seen. */
  const caughtUp = async (time: Date) =>
    !(await exists(
      `select 1 from event_log e where created_at < $1 and not exists (select 1 from seen s where s.message = e.id)`,
      [time],
    ));

  it('share the partitions', async () => {
    await addItems();
    const after = await lastSeen();
    await until('the first sees events', REDEALT_MS, () => seenBy(first, after));
    await until('the second does too', REDEALT_MS, () => seenBy(second, after));
    await until('the items are done', 10_000, itemsDone);
  }, 130_000);

  it('go on with one when the leader is frozen, and with both when it wakes', async () => {
    first.signal('SIGSTOP');
    const stopped = await now();
    await addItems();
    await until('the second publishes', FROZEN_MS, () => publishedSince(stopped));
    await until('the items are done', FROZEN_MS, itemsDone);
    await until('the second sees all', REDEALT_MS, () => caughtUp(stopped));
    first.signal('SIGCONT');
    const after = await lastSeen();
    await until('the first sees events again', REDEALT_MS, () => seenBy(first, after));
  }, 150_000);

  it('go on with one when the leader is killed', async () => {
    await second.end();
    const killed = await now();
    await addItems();
    await until('the first publishes', KILLED_MS, () => publishedSince(killed));
    await until('the items are done', KILLED_MS, itemsDone);
    await until('the first sees all', REDEALT_MS, () => caughtUp(killed));
  }, 90_000);

  it('have done and seen everything once, and per key in order', async () => {
    const { rows: items } = await database.query(
      'select count(*)::int as items, count(*) filter (where done <> 1)::int as wrong from item',
    );
    expect(items).toEqual([{ items: 120, wrong: 0 }]);
    const { rows: wrong } = await database.query(
      `select * from (
         select key, version, row_number() over (partition by key order by n) as place from seen
       ) s where version <> place limit 5`,
    );
    expect(wrong).toEqual([]);
  });
});

async function until(what: string, limitMs: number, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not in ${limitMs} ms: ${what}`);
    await delay(50);
  }
}
