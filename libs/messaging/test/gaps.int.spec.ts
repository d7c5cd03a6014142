import { randomUUID } from 'node:crypto';
import { describeBothBuses, type TestBus } from '@houtai/testing';
import { EVENT_BUS, EventBus, messagingConfig } from '../src';
import { encodeEvent } from '../src/bus/cloud-event';
import { eventually } from './bus-harness';
import {
  EXPIRED,
  REJECTED,
  ServiceUnderTest,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

describeBothBuses('a version that never came', (makeBus) => {
  let testBus: TestBus;
  let service: ServiceUnderTest;
  let key: string;
  let other: string;

  beforeAll(async () => {
    testBus = await makeBus();
  });
  beforeEach(async () => {
    [key, other] = [randomUUID(), randomUUID()];
    service = await startService(isolated(messagingConfig(testBus.env)), await migratedDatabase());
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  /** Puts versions of the key on the bus past the outbox, as a producer that lost some would. */
  async function publish(versions: number[], aggregate = key, type = EXPIRED): Promise<void> {
    const about = { specversion: '1.0', source: 'houtai/orders', type, time: '2027-03-01T02:00:00Z' };
    const data = JSON.stringify(expired(aggregate));
    const messages = versions.map((version) =>
      encodeEvent(
        'houtai.orders.reservation',
        aggregate,
        { ...about, id: randomUUID(), aggregateversion: String(version) },
        data,
      ),
    );
    const bus = service.app.get<EventBus>(EVENT_BUS);
    // partitions of a topic made a moment ago may have no leader yet
    await eventually('the bus', () =>
      bus.publish(messages).then(
        () => true,
        () => false,
      ),
    );
  }
  const applied = (aggregate = key) =>
    service.scenario.handled
      .filter((event) => event.key === aggregate)
      .map(({ aggregateVersion }) => aggregateVersion);
  const parked = async () => (await service.parked.list()).items;
  const gaps = async () => (await service.status.read()).consumers[0]?.gaps;
  const waitingIs = (n: number) =>
    eventually(`${n} parked messages`, async () => (await parked()).length === n);
  const timeIsOver = () => service.rows('update blocked_key set waits_until = now()');

  it('holds back what follows it, for its key alone, and is applied when it comes late', async () => {
    await publish([1, 3, 4]);
    await publish([1, 2], other);
    await waitingIs(2);
    await eventually('the other key', () => applied(other).length === 2);
    expect(applied()).toEqual([1]);
    expect((await parked()).map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    expect(await gaps()).toBe(1);
    await publish([2, 5]);
    await eventually('all five', () => applied().length === 5);
    expect(applied()).toEqual([1, 2, 3, 4, 5]);
    await waitingIs(0);
    await eventually('no gap', async () => (await gaps()) === 0);
  });

  it('is handed to an operator when it does not come in time, who goes on without it', async () => {
    await publish([1, 3, 4]);
    await waitingIs(2);
    await timeIsOver();
    await eventually('the operator', async () => (await parked())[0]?.status === 'failed');
    const [head] = await parked();
    expect(head?.error).toBe('gap: expected version 2, found 3');
    expect(await service.parked.replay(head?.id ?? '')).toEqual({
      replayed: 2,
      remaining: 0,
      unblocked: true,
    });
    await publish([2, 5]);
    await eventually('the next one', () => applied().includes(5));
    expect(applied()).toEqual([1, 3, 4, 5]);
  });

  it('is noticed also at the start of a key and behind another gap', async () => {
    await publish([2, 4]);
    await waitingIs(2);
    const [head] = await parked();
    expect(await service.parked.replay(head?.id ?? '')).toMatchObject({
      replayed: 1,
      remaining: 1,
      error: 'gap: expected version 3, found 4',
    });
    expect(applied()).toEqual([2]);
  });

  it('lets a key go on when the message behind it is discarded', async () => {
    await publish([1, 3]);
    await waitingIs(1);
    await service.parked.discard((await parked())[0]?.id ?? '');
    await publish([4]);
    await eventually('the next one', () => applied().includes(4));
    expect(applied()).toEqual([1, 4]);
    expect(await gaps()).toBe(0);
  });

  it('is no gap when it is of a type the consumer does not want', async () => {
    await publish([1]);
    await publish([2], key, REJECTED);
    await publish([3]);
    await eventually('both', () => applied().length === 2);
    await publish([5], key, REJECTED);
    await publish([6]);
    await waitingIs(2);
    await publish([4]);
    await eventually('all', () => applied().length === 4);
    expect(applied()).toEqual([1, 3, 4, 6]);
  });

  it('is not asked for where a consumer was at work before versions were compared', async () => {
    await service.rows(
      `insert into consumer_baseline (consumer, since) values ('orders', now() - interval '2 days')`,
    );
    await publish([7, 8, 10]);
    await waitingIs(1);
    expect(applied()).toEqual([7, 8]);
  });

  it('is not asked for while an older release, which writes no versions, may be at work beside this one', async () => {
    await service.rows(`insert into consumer_baseline (consumer) values ('orders')`);
    await publish([1, 2, 4, 3, 7]);
    await eventually('all', () => applied().length === 5);
    expect(applied()).toEqual([1, 2, 4, 3, 7]);
    expect(await parked()).toEqual([]);
  });

  it('is no reason to apply a message twice that stands in one chunk twice, beside an older release or not', async () => {
    await service.rows(`insert into consumer_baseline (consumer) values ('orders')`);
    const id = randomUUID();
    for (const expected of [
      ['fresh', 'known'],
      ['known', 'known'],
    ])
      expect(await verdicts(id, id)).toEqual(expected);
  });

  it('is no reason to admit the first version of a key that is blocked', async () => {
    await service.rows(
      `insert into blocked_key (consumer, topic, key) values ('orders', 'houtai.orders.reservation', $1)`,
      [key],
    );
    expect(await verdicts(randomUUID())).toEqual(['blocked']);
    await service.rows('delete from blocked_key');
    expect(await verdicts(randomUUID())).toEqual(['fresh']);
  });

  /** What becomes of first versions of the key with these ids, of one chunk. */
  async function verdicts(...ids: string[]): Promise<string[]> {
    const topic = 'houtai.orders.reservation';
    const chunk = ids.map((id, n) => ({ n, id, topic, key, type: EXPIRED, version: 1, wanted: true }));
    const rows = await service.rows<{ verdict: string }>(
      'select verdict from admit_messages($1, 0, $2::jsonb)',
      ['orders', JSON.stringify(chunk)],
    );
    return rows.map(({ verdict }) => verdict);
  }
});
