import { Sql } from '@houtai/messaging';
import { ClaimStore } from '../src/deliveries/claim.store';
import { DeliveryWorker } from '../src/deliveries/delivery.worker';
import { startWebhooks, type Webhooks } from './webhooks-fixture';

const ENDPOINTS = 10_000;
/** An index is some levels deep; a look at each endpoint would be thousands. */
const FEW_BLOCKS = 400;

interface Plan {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
}

jest.setTimeout(60_000);

describe('taking what is due among 10,000 endpoints', () => {
  let webhooks: Webhooks;
  let claims: ClaimStore;

  beforeAll(async () => {
    webhooks = await startWebhooks();
    claims = webhooks.running.app.get(ClaimStore, { strict: false });
    // the worker of the service is not to take what the test takes
    await webhooks.running.app.get(DeliveryWorker, { strict: false }).onModuleDestroy();
    await webhooks.sql(`
      create function test_id(n integer) returns uuid language sql immutable
      return ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`);
    await webhooks.sql(
      `insert into endpoint (id, partner_id, url, event_types, ordering, most_in_flight, status, created_at, version)
       select test_id(n), test_id(n), 'https://receiver.invalid/' || n, '{*}', 'none', 4, 'active', now(), 1
         from generate_series(1, $1::int) n`,
      [ENDPOINTS],
    );
    await webhooks.sql('insert into endpoint_health (endpoint_id) select id from endpoint');
    await webhooks.sql(
      `insert into message (day, id, partner_id, type, subject, version, occurred_at, body)
       select current_date, 'evt_' || n, test_id(n), 'rental.started', 'rental/1', 1, now(), '{}'
         from generate_series(1, $1::int) n`,
      [ENDPOINTS],
    );
    await webhooks.sql(
      `insert into delivery (id, message_id, message_day, seq, endpoint_id, partner_id, type, subject, version, state, due_at)
       select gen_random_uuid(), 'evt_' || n, current_date, n, test_id(n), test_id(n), 'rental.started', 'rental/1', 1,
              'delivered', now()
         from generate_series(1, $1::int) n`,
      [ENDPOINTS],
    );
    await webhooks.sql('vacuum analyze');
  }, 120_000);
  afterAll(async () => webhooks?.close());

  /** Blocks that the statement which looks for endpoints touches. */
  const blocksOfALook = async (): Promise<number> => {
    const sent: [string, readonly unknown[]][] = [];
    const { rows } = Sql.prototype;
    Sql.prototype.rows = function (text, values = []) {
      if (text.includes('skip locked')) sent.push([text, values]);
      return rows.call(this, text, values) as never;
    };
    await claims.take(1).finally(() => {
      Sql.prototype.rows = rows;
    });
    const [look] = sent;
    if (!look) throw new Error('nobody looked');
    const plan = await webhooks.sql<{ 'QUERY PLAN': Plan[] }>(
      `explain (analyze, buffers, format json) ${look[0]}`,
      look[1],
    );
    const top = plan[0]?.['QUERY PLAN'][0]?.Plan;
    return (top?.['Shared Hit Blocks'] ?? Infinity) + (top?.['Shared Read Blocks'] ?? 0);
  };

  it('costs next to nothing when nothing is due', async () => {
    expect(await blocksOfALook()).toBeLessThan(FEW_BLOCKS);
  });

  it('costs as little when a few endpoints have something due', async () => {
    await webhooks.sql(
      `update delivery set state = 'waiting', due_at = now() + interval '1 hour' where seq % 1000 = 0`,
    );
    expect(await blocksOfALook()).toBeLessThan(FEW_BLOCKS);
  });

  it('costs as little when every endpoint has something due', async () => {
    await webhooks.sql(`update delivery set state = 'waiting', due_at = now() - interval '1 minute'`);
    await webhooks.sql('vacuum analyze delivery');
    expect(await blocksOfALook()).toBeLessThan(FEW_BLOCKS);
  });

  it('gives each endpoint its turn', async () => {
    const turns = [];
    for (let turn = 0; turn < 20; turn += 1) turns.push(...(await claims.take(1)));
    expect(new Set(turns.map(({ endpointId }) => endpointId)).size).toBe(20);
  });
});
