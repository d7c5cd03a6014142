import { Module } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { TransientError, UnitOfWork } from '@houtai/messaging';
import { send } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';
import type { DueItem, DueItems } from './due-work';
import { DueWorkRegistry } from './due-work-registry';
import { DueWorker } from './due-worker.decorator';

const NOW = '2027-03-01T00:00:00.000Z';

/** Items in memory, due in the order of their names; what is to fail is told by the test. */
@DueWorker()
class Alarms implements DueItems {
  readonly name = 'alarms';
  readonly chunk = 2;
  due: string[] = [];
  dueAt: Instant = NOW;
  readonly fails = new Map<string, Error>();
  readonly ignored = new Set<string>();
  readonly tried: { ids: readonly string[]; transactional: boolean }[] = [];

  constructor(private readonly unitOfWork: UnitOfWork) {}

  findDue(_now: Instant, limit: number): Promise<DueItem[]> {
    return Promise.resolve(this.due.slice(0, limit).map((id) => ({ id, dueAt: this.dueAt })));
  }

  handle(ids: readonly string[]): Promise<void> {
    this.tried.push({ ids, transactional: this.unitOfWork.isRunning() });
    const error = ids.map((id) => this.fails.get(id)).find(Boolean);
    if (error) return Promise.reject(error);
    this.due = this.due.filter((id) => !ids.includes(id) || this.ignored.has(id));
    return Promise.resolve();
  }
}

@Module({ providers: [Alarms] })
class AlarmModule {}

interface DueItemPage {
  items: {
    id: string;
    item: string;
    attempts: number;
    status: string;
    error: string;
    nextAttemptAt: string;
  }[];
  next: string | null;
}

describe('due items', () => {
  let sample: Sample;
  let alarms: Alarms;

  beforeAll(async () => {
    // Simulated, so that nothing runs but what the test asks for.
    sample = await startSample({ module: AlarmModule, env: { HOUTAI_MODE: 'simulated' } });
    alarms = sample.app.get(Alarms);
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });
  beforeEach(async () => {
    alarms.fails.clear();
    alarms.ignored.clear();
    alarms.due = [];
    alarms.dueAt = NOW;
    await run(addMinutes(NOW, 100_000));
    alarms.tried.length = 0;
  });

  const run = (now: Instant) => sample.app.get(DueWorkRegistry).runEach(now, () => Promise.resolve(true));
  const call = <Body = DueItemPage>(method: string, path = '', roles = ['operations-manager']) =>
    send<Body>(sample.url, method, `/internal/due-items${path}`, { roles });
  const failing = async () => (await call('GET')).body.items;
  const breakdown = (...ids: string[]) => ids.forEach((id) => alarms.fails.set(id, new Error('broken')));

  it('are handled in chunks, each in a transaction; what fails together is tried alone', async () => {
    alarms.due = ['a', 'b', 'c', 'd', 'e'];
    breakdown('c');
    await run(NOW);
    expect(alarms.tried.map(({ ids }) => ids.join(''))).toEqual(['ab', 'cd', 'c', 'd', 'e']);
    expect(alarms.tried.every(({ transactional }) => transactional)).toBe(true);
    expect(alarms.due).toEqual(['c']);
    expect(await failing()).toMatchObject([{ item: 'c', attempts: 1, status: 'backing-off' }]);
  });

  it('do not starve behind more poisoned ones than a look shows', async () => {
    const poisoned = Array.from({ length: 250 }, (_, n) => `p${n}`);
    breakdown(...poisoned);
    alarms.due = [...poisoned, 'last'];
    await run(NOW);
    expect(alarms.due).toEqual(poisoned);
    alarms.due.push('later');
    alarms.tried.length = 0;
    await run(NOW);
    expect(alarms.tried.map(({ ids }) => ids)).toEqual([['later']]);
  });

  it('are tried again when their back-off is over, and forgotten once they are handled', async () => {
    alarms.due = ['a'];
    breakdown('a');
    await run(NOW);
    await run(addMinutes(NOW, 1 / 7));
    expect(await failing()).toMatchObject([{ attempts: 1, nextAttemptAt: '2027-03-01T00:00:10.000Z' }]);
    await run(addMinutes(NOW, 1 / 6));
    expect(await failing()).toMatchObject([{ attempts: 2, nextAttemptAt: '2027-03-01T00:00:40.000Z' }]);
    alarms.fails.clear();
    await run(addMinutes(NOW, 1));
    expect(await failing()).toEqual([]);
  });

  const giveUp = async (item: string) => {
    alarms.due = [item];
    breakdown(item);
    for (let attempt = 0; attempt < 10; attempt += 1) await run(addMinutes(NOW, attempt * 4_000));
    expect(await failing()).toMatchObject([{ item, attempts: 10, status: 'given-up' }]);
  };

  it('are tried again when they are due anew, also when they were given up the time before', async () => {
    await giveUp('a');
    alarms.fails.clear();
    await run(addMinutes(NOW, 50_000));
    expect(alarms.due).toEqual(['a']);
    alarms.dueAt = addMinutes(NOW, 50_000);
    await run(alarms.dueAt);
    expect(alarms.due).toEqual([]);
    expect(await failing()).toEqual([]);
  });

  it('are forgotten when they are no longer due, whoever handled them, also those that were given up', async () => {
    await giveUp('a');
    alarms.due = [];
    await run(NOW);
    expect(await failing()).toEqual([]);
  });

  it('are not held responsible for errors that pass', async () => {
    alarms.due = ['a', 'b', 'c'];
    alarms.fails.set('a', new TransientError('the server is busy'));
    await run(NOW);
    expect(alarms.due).toEqual(['a']);
    expect(await failing()).toEqual([]);
  });

  it('are shown and wait longer and longer when the errors that pass do not end, but are never given up', async () => {
    alarms.due = ['a'];
    alarms.fails.set('a', new TransientError('the server is busy'));
    const second = (n: number) => addMinutes(NOW, n / 60);
    for (let n = 0; n < 4; n += 1) await run(second(n));
    expect(await failing()).toEqual([]);
    await run(second(4));
    expect(await failing()).toMatchObject([
      { item: 'a', attempts: 0, status: 'backing-off', nextAttemptAt: '2027-03-01T00:00:14.000Z' },
    ]);
    await run(second(13));
    expect(alarms.tried).toHaveLength(5);
    for (let hour = 1; hour <= 30; hour += 1) await run(addMinutes(NOW, 60 * hour));
    expect(alarms.tried).toHaveLength(35);
    expect(await failing()).toMatchObject([{ attempts: 0, status: 'backing-off' }]);
    breakdown('a');
    await run(addMinutes(NOW, 60 * 31));
    expect(await failing()).toMatchObject([{ attempts: 1, status: 'backing-off' }]);
    alarms.fails.clear();
    await run(addMinutes(NOW, 60 * 32));
    expect(await failing()).toEqual([]);
  });

  it('let a tick be tried again as a whole after an error that passes', async () => {
    alarms.due = ['a'];
    alarms.fails.set('a', new TransientError('the server is busy'));
    const tick = sample.app.get(UnitOfWork).run(() => sample.app.get(DueWorkRegistry).runAll(NOW));
    await expect(tick).rejects.toThrow('the server is busy');
  });

  it('that stay due although they were handled count as failed', async () => {
    alarms.due = ['a', 'b'];
    alarms.ignored.add('a');
    await run(NOW);
    expect(await failing()).toMatchObject([
      { item: 'a', error: 'StillDueError: It was handled and is still due' },
    ]);
  });

  it('are counted for Prometheus', async () => {
    alarms.due = ['a'];
    breakdown('a');
    await run(NOW);
    const metrics = await (await fetch(`${sample.url}/metrics`)).text();
    expect(metrics).toContain('houtai_due_items_failed{work="alarms",status="backing-off"} 1');
  });

  it('are listed page by page in the order of their first failures', async () => {
    alarms.due = ['a', 'b', 'c'];
    breakdown('a', 'b', 'c');
    await run(NOW);
    const { body: first } = await call('GET', '?limit=2&work=alarms&status=backing-off');
    const { body: second } = await call('GET', `?limit=2&work=alarms&status=backing-off&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ item }) => item).sort()).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeNull();
    expect((await call('GET', '?work=others')).body.items).toEqual([]);
    expect((await call('GET', '?status=lost')).status).toBe(400);
  });

  it('are for those who run the system', async () => {
    alarms.due = ['a'];
    breakdown('a');
    await run(NOW);
    const [item] = await failing();
    expect((await call('GET', '', ['dispatcher'])).status).toBe(403);
    expect((await call('POST', `/${item?.id}/retry`, ['analyst'])).status).toBe(403);
    expect((await call('POST', `/${item?.id}/retry`)).status).toBe(204);
    expect(await failing()).toMatchObject([{ attempts: 0, status: 'backing-off' }]);
  });
});
