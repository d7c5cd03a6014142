import { join } from 'node:path';
import { ChildProgram } from '@houtai/testing';
import { DeliveryWorker } from '../src/deliveries/delivery.worker';
import { WebhooksConfig } from '../src/webhooks.config';
import { answering, Receiver } from './receiver';
import { startWebhooks, TEST_NETWORKS, type Webhooks } from './webhooks-fixture';

/** Workers are processes of their own here, to be killed and frozen; what runs in this process only answers requests. */
describe('several workers', () => {
  let service: Webhooks;
  let receiver: Receiver;
  const workers: ChildProgram[] = [];

  const startWorker = async (env: Record<string, string> = {}): Promise<ChildProgram> => {
    const { databaseUrl, migrationUrl, dataKey, jwks = '', busUrl } = service.running.app.get(WebhooksConfig);
    const worker = ChildProgram.start('apps/webhooks/src/main.ts', {
      HOUTAI_DATABASE_URL: databaseUrl,
      HOUTAI_MIGRATION_URL: migrationUrl,
      HOUTAI_BUS: 'embedded',
      HOUTAI_BUS_URL: busUrl,
      HOUTAI_DATA_KEY: dataKey,
      HOUTAI_JWKS: jwks,
      HOUTAI_MODE: 'simulated',
      HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: TEST_NETWORKS,
      PORT: '0',
      ...env,
    });
    workers.push(worker);
    await worker.url();
    return worker;
  };
  const leasesAreOver = () => service.sql(`update delivery set due_at = now() where state = 'in-flight'`);
  const attemptsLogged = async () =>
    (await service.sql<{ count: number }>('select count(*)::int as count from attempt'))[0]?.count;

  beforeEach(async () => {
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
    await service.running.app.get(DeliveryWorker).onModuleDestroy();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end()));
    await service.close();
    await receiver.down();
  });

  it('one is killed amid an attempt: another makes it again under the same id, and none is lost or counted', async () => {
    await service.endpoint(receiver.url());
    receiver.behaviour = () => undefined;
    const first = await startWorker();
    await service.confirm();
    await receiver.has(1, 30_000);
    await first.end();
    receiver.behaviour = answering(204);
    await startWorker();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toHaveLength(1);
    await leasesAreOver();
    const [one, two] = await receiver.has(2);
    expect(two?.id).toBe(one?.id);
    await service.settled();
    expect(await attemptsLogged()).toBe(1);
  });

  it('they are killed again and again: everything is delivered, each under one id', async () => {
    await service.endpoint(receiver.url(), { mostInFlight: 8 });
    receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), 20);
    const ids = await service.confirm(150);
    for (let n = 0; n < 3; n += 1) {
      const before = receiver.events().length;
      const worker = await startWorker();
      await receiver.has(before + 20, 30_000);
      await worker.end();
      await leasesAreOver();
    }
    await startWorker();
    await service.settled(40_000);
    expect(await service.states()).toEqual({ delivered: 150 });
    expect(new Set(receiver.ids()).size).toBe(150);
    const told = new Set(receiver.events().map(({ body }) => body.data['reservationId']));
    expect(told).toEqual(new Set(ids));
  });

  it('one is frozen past its lease and thawed: what it then says is refused', async () => {
    await service.endpoint(receiver.url());
    let answerFirst: () => void = () => undefined;
    receiver.behaviour = (_, response) => (answerFirst = () => response.writeHead(500).end());
    const first = await startWorker();
    await service.confirm();
    await receiver.has(1, 30_000);
    first.signal('SIGSTOP');
    receiver.behaviour = answering(204);
    await startWorker();
    await leasesAreOver();
    await receiver.has(2);
    await service.settled();
    answerFirst();
    first.signal('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await service.states()).toEqual({ delivered: 1 });
    expect(await attemptsLogged()).toBe(1);
    const metrics = await (await fetch(`${await first.url()}/metrics`)).text();
    expect(metrics).toMatch(/attempts_total\{outcome="stale"\} 1/);
  });

  it('two share the work: each message comes once, and never more at a time than the endpoint allows', async () => {
    await service.endpoint(receiver.url(), { mostInFlight: 3 });
    let inFlight = 0;
    let most = 0;
    receiver.behaviour = (_, response) => {
      most = Math.max(most, (inFlight += 1));
      setTimeout(() => {
        inFlight -= 1;
        response.writeHead(204).end();
      }, 5);
    };
    const both = await Promise.all([startWorker(), startWorker()]);
    await service.confirm(200);
    await receiver.has(200, 60_000);
    await service.settled();
    expect(receiver.ids()).toHaveLength(200);
    expect(new Set(receiver.ids()).size).toBe(200);
    expect(most).toBeLessThanOrEqual(3);
    const shares = await Promise.all(
      both.map(async (worker) => {
        const metrics = await (await fetch(`${await worker.url()}/metrics`)).text();
        return Number(/attempts_total\{outcome="delivered"\} (\d+)/.exec(metrics)?.[1] ?? 0);
      }),
    );
    expect(shares[0]! + shares[1]!).toBe(200);
  });

  it('one whose clock is two hours ahead signs the right time, and tries again when it is time', async () => {
    const { secret } = await service.endpoint(receiver.url());
    receiver.behaviour = answering(503, { 'retry-after': new Date(Date.now() + 600_000).toUTCString() });
    const clock = join(__dirname, 'clock-two-hours-ahead.cjs');
    await startWorker({ NODE_OPTIONS: `--require ${clock}` });
    await service.confirm();
    const [event] = await receiver.has(1, 30_000);
    // the library refuses what is more than five minutes off
    receiver.verify(secret);
    expect(Math.abs(Number(event?.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    await service.drained();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [{ wait } = { wait: 0 }] = await service.sql<{ wait: number }>(
      `select extract(epoch from due_at - now())::float8 as wait from delivery where state = 'waiting'`,
    );
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThan(601);
  });

  it('one that stops lets what is under way end', async () => {
    await service.endpoint(receiver.url());
    receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), 1_500);
    const worker = await startWorker();
    await service.confirm();
    await receiver.has(1, 30_000);
    await worker.stop();
    expect(await service.states()).toEqual({ delivered: 1 });
  });
});
