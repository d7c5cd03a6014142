import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Database, migratedDatabase } from './service-under-test';

const KEYS = 200_000;
/** Pages that one message may touch: index, row and a little more in each of five tables. */
const FEW_BLOCKS = 150;

interface Admitted {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
}

/** A service starts on empty tables, and keeps the plans of that moment while they grow. */
describe('the admission of messages, planned while no key was known', () => {
  let database: Database;
  let session: Client;

  beforeAll(async () => {
    database = await migratedDatabase();
    session = new Client({ connectionString: database.ownerUrl });
    await session.connect();
    for (const table of ['consumed_version', 'blocked_key', 'inbox_before', 'applied_count'])
      await session.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await session.query('analyze');
    for (let n = 0; n < 10; n += 1) await session.query(ADMIT, message(randomUUID(), 1));
    await session.query(
      `insert into consumed_version (consumer, topic, key, version)
       select 'orders', 'houtai.orders.reservation', 'key-' || n, 1 from generate_series(1, $1::int) n`,
      [KEYS],
    );
    await session.query(
      `insert into blocked_key (consumer, topic, key)
       select 'orders', 'houtai.orders.agreement', 'key-' || n from generate_series(1, 20000) n`,
    );
  }, 120_000);
  afterAll(async () => {
    await session?.end();
    await database?.drop();
  });

  /** The fewest of three looks: one may have to read the catalogue anew. */
  async function fewestBlocks(next: () => [string, number][]): Promise<number> {
    const counts = [await blocks(...next()), await blocks(...next()), await blocks(...next())];
    return Math.min(...counts);
  }

  async function blocks(...of: [string, number][]): Promise<number> {
    const { rows } = await session.query<{ 'QUERY PLAN': [Admitted] }>(
      `explain (analyze, buffers, format json) ${ADMIT}`,
      message(...of),
    );
    const { Plan: plan } = rows[0]?.['QUERY PLAN'][0] ?? { Plan: undefined };
    return (plan?.['Shared Hit Blocks'] ?? Infinity) + (plan?.['Shared Read Blocks'] ?? Infinity);
  }

  it('looks at the keys in hand alone, known or not', async () => {
    let n = 0;
    expect(await fewestBlocks(() => [[`key-${(n += 1)}`, 2]])).toBeLessThan(FEW_BLOCKS);
    expect(await fewestBlocks(() => [[randomUUID(), 1]])).toBeLessThan(FEW_BLOCKS);
  });

  it('does so for a chunk of them, too', async () => {
    let first = 1_000;
    const chunk = () => Array.from({ length: 100 }, (): [string, number] => [`key-${(first += 7)}`, 2]);
    expect(await fewestBlocks(chunk)).toBeLessThan(40 * 100);
  });
});

const ADMIT = 'select * from admit_messages($1, $2::int, $3::jsonb)';

function message(...of: [string, number][] | [string, number]): unknown[] {
  const all = (typeof of[0] === 'string' ? [of] : of) as [string, number][];
  const messages = all.map(([key, version], n) => ({
    n,
    id: randomUUID(),
    topic: 'houtai.orders.reservation',
    key,
    type: 'houtai.orders.reservation-expired.v1',
    version,
    wanted: true,
  }));
  return ['orders', 0, JSON.stringify(messages)];
}
