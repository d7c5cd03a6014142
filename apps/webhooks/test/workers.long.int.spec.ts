import { join } from 'node:path';
import { answering, Receiver } from './receiver';
import { startWebhooks, type Webhooks } from './webhooks-fixture';
import { WorkerProcesses } from './worker-processes';

/** Workers are processes of their own here, to be killed and frozen; what runs in this process only answers requests. */
describe('several workers', () => {
  let service: Webhooks;
  let receiver: Receiver;
  let workers: WorkerProcesses;
  const attemptsLogged = async () =>
    (await service.sql<{ count: number }>('select count(*)::int as count from attempt'))[0]?.count;

  beforeEach(async () => {
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
    workers = new WorkerProcesses(service);
    await workers.takeOver();
  });
  afterEach(async () => {
    await workers.end();
    await service.close();
    await receiver.down();
  });

  it('one is killed amid an attempt: another makes it again under the same id, and none is lost or counted', async () => {
    await service.endpoint(receiver.url());
    receiver.behaviour = () => undefined;
    const first = await workers.start();
    await service.confirm();
    await receiver.has(1, 30_000);
    await first.end();
    receiver.behaviour = answering(204);
    await workers.start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toHaveLength(1);
    await workers.leasesAreOver();
    const [one, two] = await receiver.has(2);
    expect(two?.id).toBe(one?.id);
    await service.settled();
    expect(await attemptsLogged()).toBe(1);
  });

  it.each([
    ['before a claim is committed', 'before-claim', 0],
    ['between claim and send', 'after-claim', 0],
    ['between answer and record', 'before-record', 1],
    ['when it has recorded', 'after-record', 1],
  ])('one is killed %s: nothing is lost, and all under one id', async (_, point, sent) => {
    await service.endpoint(receiver.url(), { ordering: 'subject' });
    const [id = ''] = await service.confirm();
    await service.again(id);
    await service.drained();
    const preload = `--require ${join(__dirname, 'killed-at.cjs')}`;
    const dying = await workers.start({ NODE_OPTIONS: preload, WORKER_DIES: point });
    expect(await dying.exited(30_000)).toBeNull();
    expect(receiver.events()).toHaveLength(sent);
    await workers.leasesAreOver();
    workers.startHere();
    expect(await service.brokenPromises(receiver)).toEqual([]);
    // what was answered and not recorded comes again
    expect(receiver.events()).toHaveLength(point === 'before-record' ? 3 : 2);
    expect(await attemptsLogged()).toBe(2);
  });

  it('they are killed again and again: everything is delivered, each under one id', async () => {
    await service.endpoint(receiver.url(), { mostInFlight: 8 });
    receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), 20);
    const ids = await service.confirm(150);
    for (let n = 0; n < 3; n += 1) {
      const before = receiver.events().length;
      const worker = await workers.start();
      await receiver.has(before + 20, 30_000);
      await worker.end();
      await workers.leasesAreOver();
    }
    await workers.start();
    await service.settled(40_000);
    expect(await service.brokenPromises(receiver)).toEqual([]);
    expect(await service.states()).toEqual({ delivered: 150 });
    expect(new Set(receiver.ids()).size).toBe(150);
    const told = new Set(receiver.events().map(({ body }) => body.data['reservationId']));
    expect(told).toEqual(new Set(ids));
  });

  it('one is frozen past its lease and thawed: what it then says is refused', async () => {
    await service.endpoint(receiver.url());
    let answerFirst: () => void = () => undefined;
    receiver.behaviour = (_, response) => (answerFirst = () => response.writeHead(500).end());
    const first = await workers.start();
    await service.confirm();
    await receiver.has(1, 30_000);
    first.signal('SIGSTOP');
    receiver.behaviour = answering(204);
    await workers.start();
    await workers.leasesAreOver();
    await receiver.has(2);
    await service.settled();
    answerFirst();
    first.signal('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await service.states()).toEqual({ delivered: 1 });
    expect(await service.brokenPromises(receiver)).toEqual([]);
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
    const both = await Promise.all([workers.start(), workers.start()]);
    await service.confirm(200);
    await receiver.has(200, 60_000);
    await service.settled();
    expect(await service.brokenPromises(receiver)).toEqual([]);
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

  it.each([
    ['ahead', 2],
    ['behind', -2],
  ])(
    'one whose clock is two hours %s signs the right time, and tries again when it is time',
    async (_, hours) => {
      const { secret } = await service.endpoint(receiver.url());
      receiver.behaviour = answering(503, { 'retry-after': new Date(Date.now() + 600_000).toUTCString() });
      const clock = join(__dirname, 'clock-off.cjs');
      await workers.start({
        NODE_OPTIONS: `--require ${clock}`,
        CLOCK_OFF_MS: String(hours * 3_600_000),
      });
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
    },
  );

  it('one that stops lets what is under way end', async () => {
    await service.endpoint(receiver.url());
    receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), 1_500);
    const worker = await workers.start();
    await service.confirm();
    await receiver.has(1, 30_000);
    await worker.stop();
    expect(await service.states()).toEqual({ delivered: 1 });
  });
});
