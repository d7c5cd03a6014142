import { randomUUID } from 'node:crypto';
import { describeBothBuses, type TestBus } from '@houtai/testing';
import { reservationRejectedV1 } from '@houtai/event-catalogue';
import {
  EVENT_BUS,
  EventBus,
  TransientError,
  currentCall,
  messagingConfig,
  outgoing,
  runInCall,
} from '../src';
import { encodeEvent } from '../src/bus/cloud-event';
import { parkFailed } from '../src/consume/parking';
import { eventually } from './bus-harness';
import { CATALOGUE_VERSION } from '../src/bus/catalogue-version';
import {
  EXPIRED,
  REJECTED,
  ServiceUnderTest,
  WhenAnything,
  WhenReservationExpired,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

const versions = (service: ServiceUnderTest, key: string) =>
  service.scenario.handled
    .filter((event) => event.key === key)
    .map(({ aggregateVersion }) => aggregateVersion);

describeBothBuses('a fact from one service to another', (makeBus) => {
  let testBus: TestBus;
  let service: ServiceUnderTest;
  const key = randomUUID();
  const other = randomUUID();

  beforeAll(async () => {
    testBus = await makeBus();
  });
  beforeEach(async () => {
    const config = isolated(messagingConfig(testBus.env));
    service = await startService(config, await migratedDatabase(), [WhenReservationExpired, WhenAnything]);
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  async function appliedBy(consumer: string, type = EXPIRED): Promise<number> {
    const { consumers } = await service.status.read();
    return consumers.find(({ name }) => name === consumer)?.applied[type] ?? 0;
  }

  function message(id: string, aggregateVersion: number, value: string, aggregate = key) {
    const attributes = {
      specversion: '1.0',
      id,
      source: 'houtai/orders',
      type: EXPIRED,
      time: '2027-03-01T02:00:00Z',
    };
    const version = { aggregateversion: String(aggregateVersion) };
    return encodeEvent('houtai.orders.reservation', aggregate, { ...attributes, ...version }, value);
  }

  it('arrives once with its context, at every consumer that wants it', async () => {
    const seen: unknown[] = [];
    service.scenario.react = async () => void seen.push(currentCall());
    const call = {
      correlationId: 'wish-1',
      causationId: 'request-1',
      businessTime: '2027-03-01T02:00:00.000Z',
    };
    await runInCall(call, () => service.emit(key, 1, 2));
    await eventually('two events', () => service.scenario.handled.length === 2);
    const [first, second] = service.scenario.handled;
    expect(first).toMatchObject({
      type: EXPIRED,
      source: 'houtai/orders',
      topic: 'houtai.orders.reservation',
      key,
      aggregateVersion: 1,
      time: call.businessTime,
      correlationId: 'wish-1',
      causationId: 'request-1',
      data: expired(key),
    });
    expect(second?.aggregateVersion).toBe(2);
    expect(seen[0]).toMatchObject({
      correlationId: 'wish-1',
      causationId: first?.id,
      businessTime: call.businessTime,
    });
    await eventually('the raw consumer', async () => (await appliedBy('raw')) === 2);
    const { produced, outboxDead } = await service.status.read();
    expect({ produced, outboxDead }).toEqual({ produced: { [EXPIRED]: 2 }, outboxDead: 0 });
    await eventually('drained', async () => (await service.status.isDrained()).drained);
    expect(service.status.faults()).toEqual([]);
  });

  it('leaves no trace when its transaction rolls back', async () => {
    const failed = service.unitOfWork.run(async () => {
      await service.outbox.append([
        outgoing(reservationRejectedV1, key, 1, { ...reservationRejectedV1.sample, reservationId: key }),
      ]);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await service.emit(key, 1);
    await eventually('the other event', () => service.scenario.handled.length === 1);
    expect((await service.status.read()).produced).toEqual({ [EXPIRED]: 1 });
    expect(await appliedBy('raw', REJECTED)).toBe(0);
  });

  it('commits what a handler emits together with what it wrote, and one transaction for both', async () => {
    service.scenario.react = async (event) => {
      const { sql } = service.unitOfWork;
      const transaction = () => sql.rows('select txid_current()::text as id');
      const own = await transaction();
      await service.unitOfWork.run(async () => {
        expect(await transaction()).toEqual(own);
        const data = { ...reservationRejectedV1.sample, reservationId: event.key };
        await service.outbox.append([outgoing(reservationRejectedV1, event.key, 2, data)]);
      });
    };
    await service.emit(key, 1);
    await eventually('the consequence', async () => (await appliedBy('raw', REJECTED)) === 1);
    const [row] = await service.rows<{ headers: Record<string, string> }>(
      'select headers from event_log where type = $1',
      [REJECTED],
    );
    expect(row?.headers).toMatchObject({
      causationid: service.scenario.handled[0]?.id,
      correlationid: service.scenario.handled[0]?.correlationId,
    });
  });

  it('has one effect however often it is delivered', async () => {
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const id = randomUUID();
    const data = JSON.stringify(expired(key));
    await bus.publish([message(id, 1, data), message(id, 1, data)]);
    await bus.publish([message(id, 1, data), message(randomUUID(), 2, data)]);
    await eventually('both events', () => versions(service, key).length >= 2);
    await eventually('no lag', async () => (await service.status.isDrained()).drained);
    expect(versions(service, key)).toEqual([1, 2]);
    expect(await appliedBy('orders')).toBe(2);
    expect(await appliedBy('raw')).toBe(2);
    expect(await service.rows('select 1 from effect')).toHaveLength(2);
  });

  it('is tried again when the failure will pass, without a trace of the failed attempts', async () => {
    let attempts = 0;
    service.scenario.react = async () => {
      if (++attempts < 4) throw new TransientError('not now');
    };
    await service.emit(key, 1);
    await eventually('the event', () => service.scenario.handled.length === 1);
    expect(attempts).toBe(4);
    // the handler tells before its transaction commits
    await eventually('its effect', async () => (await service.rows('select 1 from effect')).length > 0);
    expect(await service.rows('select 1 from effect')).toHaveLength(1);
    expect((await service.parked.list()).items).toEqual([]);
  });

  it('parks what fails for good and blocks its key alone; a replay keeps the order', async () => {
    service.scenario.react = async ({ aggregateVersion, key: of }) => {
      if (of === key && aggregateVersion === 2) throw new TypeError('no such rate');
    };
    await service.emit(key, 1, 4);
    await service.emit(other, 1, 3);
    await eventually('the other key', () => versions(service, other).length === 3);
    await eventually('the queue', async () => (await service.parked.list()).items.length === 3);
    expect(versions(service, key)).toEqual([1]);
    const { items } = await service.parked.list({ consumer: 'orders' });
    expect(items.map(({ status }) => status)).toEqual(['failed', 'waiting', 'waiting']);
    expect(items[0]).toMatchObject({ type: EXPIRED, key, consumer: 'orders', attempts: 1 });
    expect(items[0]?.error).toMatch(/^TypeError: message left out\n +at /);
    expect((await service.status.read()).consumers.find(({ name }) => name === 'orders')?.parked).toBe(3);

    const again = await service.parked.replay(items[2]?.id ?? '');
    expect(again).toMatchObject({ replayed: 0, remaining: 3, unblocked: false });
    service.scenario.react = () => Promise.resolve();
    expect(await service.parked.replay(items[0]?.id ?? '')).toEqual({
      replayed: 3,
      remaining: 0,
      unblocked: true,
    });
    await service.emit(key, 5);
    await eventually('the next event', () => versions(service, key).includes(5));
    expect(versions(service, key)).toEqual([1, 2, 3, 4, 5]);
    // the handler tells before its transaction commits
    await eventually('all applied', async () => (await appliedBy('orders')) === 8);
  });

  it('blocks no key behind which no message is parked', async () => {
    await service.emit(key, 1);
    await eventually('the event', () => service.scenario.handled.length === 1);
    const [event] = service.scenario.handled;
    if (!event) throw new Error('no event');
    // two members of the group had the same message for a moment, and the slower one failed
    await service.unitOfWork.run(() =>
      parkFailed(service.unitOfWork.sql, 'orders', event, new Error('too late'), 1),
    );
    expect(await service.rows('select key from blocked_key')).toEqual([]);
    await service.emit(key, 2);
    await eventually('the next event', () => versions(service, key).includes(2));
  });

  it('replays in order while events of the key keep coming', async () => {
    service.scenario.react = async ({ aggregateVersion }) => {
      if (aggregateVersion === 1) throw new Error('parked');
    };
    await service.emit(key, 1, 30);
    await eventually(
      'the queue',
      async () => (await service.parked.list({ limit: 200 })).items.length === 30,
    );
    service.scenario.react = () => new Promise((resolve) => setTimeout(resolve, 5));
    const [head] = (await service.parked.list()).items;
    const replayed = service.parked.replay(head?.id ?? '');
    for (let version = 31; version <= 60; version++) await service.emit(key, version);
    expect(await replayed).toMatchObject({ unblocked: true });
    await eventually('all', () => versions(service, key).length === 60);
    expect(versions(service, key)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it('can be given up: it never comes back, and the rest goes on', async () => {
    service.scenario.react = async ({ aggregateVersion }) => {
      if (aggregateVersion === 1) throw new Error('hopeless');
    };
    await service.emit(key, 1, 2);
    await eventually('the queue', async () => (await service.parked.list()).items.length === 2);
    const [first, second] = (await service.parked.list()).items;
    expect(await service.parked.discard(first?.id ?? '')).toMatchObject({ status: 'discarded' });
    expect(await service.parked.discard(first?.id ?? '')).toBeUndefined();
    expect(await service.parked.replay(second?.id ?? '')).toMatchObject({ replayed: 1, unblocked: true });
    expect(versions(service, key)).toEqual([2]);
    expect((await service.parked.inspect(first?.id ?? ''))?.event).toMatchObject({
      key,
      aggregateVersion: 1,
    });
  });

  it('goes to the dead letter topic when nobody can read it, and the rest of the partition goes on', async () => {
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const dead: Record<string, string>[] = [];
    await bus.publish([
      message(randomUUID(), 1, '{"torn":'),
      message(randomUUID(), 2, 'null'),
      message('no-uuid', 3, JSON.stringify(expired(key))),
      { ...message(randomUUID(), 4, '{}'), headers: { ce_type: 'houtai.future.unheard-of.v9' } },
      message(randomUUID(), 4, JSON.stringify(expired(key))),
    ]);
    await eventually('the good one', () => versions(service, key).includes(4));
    const subscription = bus.subscribe({
      group: 'operators',
      topics: ['houtai.orders.reservation.orders.dlq'],
      onFatal: () => undefined,
      handle: async (batch) => {
        for (const each of batch.messages) {
          dead.push(each.headers);
          batch.resolve(each);
        }
        return {};
      },
    });
    await eventually('three dead letters', () => dead.length === 3);
    await subscription.stop();
    expect(dead.map((headers) => headers['x-error'])).toEqual([
      expect.stringContaining('no JSON'),
      'data is no object',
      'id is not a UUID',
    ]);
    expect(dead[0]).toMatchObject({
      'x-origin-topic': 'houtai.orders.reservation',
      'x-attempts': '1',
      ce_type: EXPIRED,
    });
  });

  it('parks data that breaks the schema, since it has a place in its order', async () => {
    const bus = service.app.get<EventBus>(EVENT_BUS);
    await bus.publish([message(randomUUID(), 1, '{}')]);
    await eventually(
      'parked',
      async () => (await service.parked.list({ consumer: 'orders' })).items.length === 1,
    );
    const [parked] = (await service.parked.list({ consumer: 'orders' })).items;
    expect(parked?.error).toContain("must have required property 'reservationId'");
  });

  it('is checked where its producer has another catalogue, and once where it has the same', async () => {
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const bad = (version: number, catalogue: string) => {
      const encoded = message(randomUUID(), version, JSON.stringify({ ...expired(key), expiredAt: 7 }));
      return { ...encoded, headers: { ...encoded.headers, ce_catalogueversion: catalogue } };
    };
    await bus.publish([bad(1, CATALOGUE_VERSION), bad(2, 'older')]);
    await eventually(
      'parked',
      async () => (await service.parked.list({ consumer: 'orders' })).items.length === 1,
    );
    expect(versions(service, key)).toEqual([1]);
    await service.emit(other, 1);
    await eventually('checked by its producer', () => versions(service, other).length === 1);
    expect(service.scenario.handled.at(-1)?.catalogueVersion).toBe(CATALOGUE_VERSION);
  });

  it('waits in the log while no process of the service runs', async () => {
    const database = { appUrl: service.appUrl, ownerUrl: service.ownerUrl, drop: () => Promise.resolve() };
    await service.emit(key, 1);
    await eventually('the first', () => versions(service, key).length === 1);
    await service.stop();
    const second = await startService(service.config, database);
    await second.emit(key, 2);
    await eventually('the second', () => versions(second, key).length === 1);
    expect(versions(second, key)).toEqual([2]);
    await eventually('both committed', async () => (await second.rows('select 1 from effect')).length === 2);
    await second.stop();
  });
});
