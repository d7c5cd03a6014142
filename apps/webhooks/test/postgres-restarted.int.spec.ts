import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgresNode, type PostgresNode } from '@houtai/testing';
import { Receiver } from './receiver';
import { startWebhooks, type Webhooks } from './webhooks-fixture';

/** The queue is in Postgres: what was under way when it ended is neither lost nor sent under another id. */
describe('webhooks whose Postgres is restarted', () => {
  const shared = process.env.HOUTAI_TEST_POSTGRES_URL;
  let postgres: PostgresNode;
  let service: Webhooks;
  let receiver: Receiver;

  beforeAll(async () => {
    postgres = await startPostgresNode();
    process.env.HOUTAI_TEST_POSTGRES_URL = postgres.adminUrl;
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
  }, 90_000);
  afterAll(async () => {
    await service?.close();
    await receiver?.down();
    await postgres?.stop();
    process.env.HOUTAI_TEST_POSTGRES_URL = shared;
  });

  it('in mid-flight, by a crash and in order, delivers everything all the same', async () => {
    await service.endpoint(receiver.url(), { ordering: 'subject', mostInFlight: 8 });
    receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), 100);
    const ids = await service.confirm(80);
    for (const id of ids) await service.again(id);
    await receiver.has(20);
    await postgres.kill();
    const atCrash = receiver.events().length;
    await sleep(2_000);
    await postgres.start();
    await receiver.has(atCrash + 20, 60_000);
    await postgres.stopAtOnce();
    await sleep(500);
    await postgres.start();
    await service.drained();
    await service.sql(`update delivery set due_at = now() where state = 'in-flight'`);
    expect(await service.brokenPromises(receiver)).toEqual([]);
    expect(await service.states()).toEqual({ delivered: 160 });
    expect(new Set(receiver.ids()).size).toBe(160);
  }, 180_000);
});
