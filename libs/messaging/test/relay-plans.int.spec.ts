import { Client } from 'pg';
import { HOLD_ROWS, TAKE_NEXT } from '../src/outbox/outbox-rows';
import { RelayLeadership } from '../src/outbox/relay-leadership';
import { Database, migratedDatabase } from './service-under-test';

/** Up to 300,000 rows are written, on a machine that does much else. */
const FILLING_MS = 180_000;
const BACKLOG = 200_000;
const BATCH = 500;
/** Pages of table and indexes that a batch may touch: a few per row. A look at all of the backlog takes ten times that. */
const FEW_BLOCKS = 12 * BATCH;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

/** Backlogs that no statistics know of: the worst case for a planner, and the usual one after an outage. */
describe('the statements of the relay, planned while the queue was empty', () => {
  let database: Database;
  let owner: Client;
  let relay: RelayLeadership;

  beforeAll(async () => {
    database = await migratedDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const table of ['outbox_queue', 'outbox_dead', 'event_log_default']) {
      await owner.query(`alter table ${table} set (autovacuum_enabled = off)`);
    }
    await owner.query('analyze');
    await lead();
  });
  afterAll(async () => {
    await relay?.resign();
    await owner?.end();
    await database?.drop();
  });

  async function lead(): Promise<void> {
    await relay?.resign();
    const won = await RelayLeadership.win({ connectionString: database.appUrl }, 600_000);
    if (!won) throw new Error('somebody else leads');
    relay = won;
    await plan();
  }
  /** A change of the tables makes Postgres plan anew at the next use. */
  async function plan(): Promise<void> {
    await front();
    await relay.query('hold_rows', HOLD_ROWS, [[]]);
  }

  const fill = (rows: number, keyOf: string) =>
    owner.query(
      `with logged as (
         insert into event_log (id, topic, key, type, data, headers, aggregate_version)
         select gen_random_uuid(), 'houtai.orders.reservation', ${keyOf}, 'houtai.orders.t.v1',
                '{"a": "some payload of an ordinary event, a few hundred bytes long as a rule"}', '{}', n
           from generate_series(1, $1::int) n
         returning seq, created_at, topic, key
       )
       insert into outbox_queue (seq, created_at, topic, key) select seq, created_at, topic, key from logged`,
      [rows],
    );
  const explain = async (call: string): Promise<Plan> => {
    const sql = `explain (analyze, buffers, format json) execute ${call}`;
    const [row] = await relay.query<{ 'QUERY PLAN': { Plan: Plan }[] }>('', sql);
    const plan = row?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('no plan');
    return plan;
  };
  const front = () => relay.query<{ seq: string; behindDead: boolean }>('take_next', TAKE_NEXT, [[], []]);
  const literal = (rows: { seq: string }[]) => `'{${rows.map(({ seq }) => seq).join(',')}}'`;

  /** The first `keys` rows die; the relay looks until it has met all that stands behind them. */
  async function dieAndHold(keys: number): Promise<void> {
    await owner.query(
      `with gone as (
         delete from outbox_queue where seq in (select seq from outbox_queue order by seq limit $1)
         returning seq, created_at
       )
       insert into outbox_dead (seq, id, topic, key, type, payload, headers, aggregate_version, created_at, error)
       select seq, id, topic, key, type, data::jsonb, headers, aggregate_version, created_at, 'too big'
         from gone join event_log using (seq, created_at)`,
      [keys],
    );
    for (let looks = 0; looks < BACKLOG / BATCH; looks += 1) {
      const behind = (await front()).filter(({ behindDead }) => behindDead);
      if (behind.length === 0) return;
      await relay.query('hold_rows', HOLD_ROWS, [behind.map(({ seq }) => seq)]);
    }
    throw new Error('there are always rows behind a dead event');
  }

  async function expectToReadABatchByIndex(): Promise<void> {
    // the first look forgets the entries of rows that were just held or published
    await front();
    const plan = await explain(`take_next('{}', '{}')`);
    expect(scans(plan, 'outbox_queue')).toEqual(['outbox_queue_pkey', 'outbox_queue_pkey']);
    expect(blocks(plan)).toBeLessThan(FEW_BLOCKS);
    expect(await front()).toHaveLength(BATCH);
  }

  it.each([
    ['no key is dead', 0],
    ['1,000 keys are dead, with 100 rows behind each', 1_000],
  ])(
    'read, hold and take off a batch by index, however long the backlog is: %s',
    async (_, deadKeys) => {
      await owner.query('truncate outbox_queue, outbox_dead, event_log');
      await plan();
      await fill(deadKeys * 101, `'dead' || n % greatest(${deadKeys}, 1)`);
      await dieAndHold(deadKeys);
      await fill(BACKLOG, `'alive' || n % 1000`);
      await expectToReadABatchByIndex();
      const rows = await front();
      expect(rows.filter(({ behindDead }) => behindDead)).toEqual([]);
      const hold = await explain(`hold_rows(${literal(rows)})`);
      expect(new Set(scans(hold, 'outbox_queue'))).toEqual(new Set(['outbox_queue_pkey']));
      expect(new Set(scans(hold, 'outbox_dead'))).toEqual(new Set(['outbox_dead_by_key']));
      expect(blocks(hold)).toBeLessThan(FEW_BLOCKS);
      const take = await explain(`take_next('{}', ${literal(rows)})`);
      expect(blocks(take)).toBeLessThan(2 * FEW_BLOCKS);
      const move = await explain(`take_next(${literal(rows)}, '{}')`);
      expect(new Set(scans(move, 'outbox_queue'))).toEqual(new Set(['outbox_queue_pkey']));
      expect(blocks(move)).toBeLessThan(3 * FEW_BLOCKS);
      expect(await front()).not.toContainEqual(rows[0]);
    },
    FILLING_MS,
  );

  it('read by index also when the statistics say that hardly a row is held', async () => {
    await owner.query('truncate outbox_queue, outbox_dead, event_log');
    await fill(10_000, `'alive' || n % 1000`);
    await owner.query('analyze outbox_queue, outbox_dead');
    await lead();
    await owner.query('delete from outbox_queue');
    await fill(50_000, `'dead'`);
    await dieAndHold(1);
    await fill(1_000, `'alive' || n % 1000`);
    await expectToReadABatchByIndex();
  });
});

/** The indexes by which the relation is read, in the order of the plan. */
function scans(plan: Plan, relation: string): string[] {
  const own =
    plan['Relation Name'] === relation && plan['Node Type'].includes('Scan')
      ? [plan['Index Name'] ?? plan['Node Type']]
      : [];
  return [...own, ...(plan.Plans ?? []).flatMap((child) => scans(child, relation))];
}

function blocks(plan: Plan): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}
