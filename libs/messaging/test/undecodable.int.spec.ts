import { randomUUID } from 'node:crypto';
import { describeBothBuses, type TestBus } from '@houtai/testing';
import { BusMessage, EVENT_BUS, EventBus, UndecodableMessages, messagingConfig } from '../src';
import { encodeEvent } from '../src/bus/cloud-event';
import { keepUndecodable } from '../src/consume/keep-undecodable';
import { eventually } from './bus-harness';
import {
  EXPIRED,
  ServiceUnderTest,
  WhenAnything,
  WhenReservationExpired,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

const TOPIC = 'houtai.orders.reservation';

describeBothBuses('a message nobody can read', (makeBus) => {
  let testBus: TestBus;
  let service: ServiceUnderTest;
  let undecodable: UndecodableMessages;
  let key: string;

  beforeAll(async () => {
    testBus = await makeBus();
  });
  beforeEach(async () => {
    key = randomUUID();
    service = await startService(isolated(messagingConfig(testBus.env)), await migratedDatabase(), [
      WhenReservationExpired,
      WhenAnything,
    ]);
    undecodable = service.app.get(UndecodableMessages);
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  function message(version: string, id: string = randomUUID()): BusMessage {
    const about = {
      specversion: '1.0',
      source: 'houtai/orders',
      type: EXPIRED,
      time: '2027-03-01T02:00:00Z',
    };
    return encodeEvent(TOPIC, key, { ...about, id, aggregateversion: version }, JSON.stringify(expired(key)));
  }
  // partitions of a topic made a moment ago may have no leader yet
  const publish = (...messages: BusMessage[]) =>
    eventually('the bus', () =>
      service.app
        .get<EventBus>(EVENT_BUS)
        .publish(messages)
        .then(
          () => true,
          () => false,
        ),
    );
  const applied = () => service.scenario.handled.map(({ aggregateVersion }) => aggregateVersion);
  const open = async () => (await undecodable.list({ consumer: 'orders' })).items;
  const counted = async () =>
    (await service.status.read()).consumers.find(({ name }) => name === 'orders')?.undecodable;
  /** As if the release that is at work now could read what an older one could not. */
  const canBeReadAs = (attribute: string, value: string) =>
    service.rows(
      'update undecodable_message set headers = headers || jsonb_build_object($1::text, $2::text)',
      [`ce_${attribute}`, value],
    );

  it('is kept as it came, for each consumer, and holds nobody up', async () => {
    await publish(message('1'), message('2', 'no-uuid'), message('3'));
    await eventually('the readable ones', () => applied().length === 2);
    expect(applied()).toEqual([1, 3]);
    const [kept, ...others] = await open();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ topic: TOPIC, key, status: 'open', error: 'id is not a UUID', attempts: 1 });
    const details = await undecodable.inspect(kept?.id ?? '');
    expect(details?.headers).toMatchObject({ ce_id: 'no-uuid', ce_aggregateversion: '2' });
    expect(JSON.parse(details?.value ?? '')).toEqual(expired(key));
    expect(await counted()).toBe(1);
    await eventually('the other consumer', async () => (await undecodable.list()).items.length === 2);
    expect((await undecodable.list({ limit: 1 })).next).not.toBeNull();
    expect(await undecodable.inspect(randomUUID())).toBeUndefined();
  });

  it('is applied once by a release that can read it, and stays open while none can', async () => {
    await publish(message('1', 'no-uuid'), message('2'));
    await eventually('the readable one', () => applied().length === 1);
    const id = (await open())[0]?.id ?? '';
    expect(await undecodable.replay(id)).toMatchObject({
      replayed: false,
      error: expect.stringContaining('UUID'),
    });
    expect(await open()).toMatchObject([{ id, attempts: 2 }]);
    await canBeReadAs('id', randomUUID());
    expect(await undecodable.replay(id)).toEqual({ replayed: true });
    expect(await undecodable.replay(id)).toBeUndefined();
    expect(applied()).toEqual([2, 1]);
    expect(await service.rows('select 1 from effect')).toHaveLength(2);
    expect([await open(), await counted()]).toEqual([[], 0]);
    expect((await undecodable.list({ status: 'replayed' })).items).toMatchObject([{ id }]);
  });

  it('stays open when its handler throws, without a trace of the attempt', async () => {
    await publish(message('1', 'no-uuid'), message('2'));
    await eventually('the readable one', () => applied().length === 1);
    await canBeReadAs('id', randomUUID());
    service.scenario.react = () => Promise.reject(new TypeError('no such rate'));
    const id = (await open())[0]?.id ?? '';
    expect(await undecodable.replay(id)).toMatchObject({ replayed: false });
    expect(await service.rows('select 1 from effect')).toHaveLength(1);
    service.scenario.react = () => Promise.resolve();
    expect(await undecodable.replay(id)).toEqual({ replayed: true });
  });

  it('lets its key go on when its version could not be read either', async () => {
    await publish(message('1'), message('second'), message('3'));
    await eventually(
      'what waits',
      async () => (await service.parked.list({ consumer: 'orders' })).items.length > 0,
    );
    expect(applied()).toEqual([1]);
    await canBeReadAs('aggregateversion', '2');
    expect(await undecodable.replay((await open())[0]?.id ?? '')).toEqual({ replayed: true });
    await eventually('the queue', () => applied().length === 3);
    expect(applied()).toEqual([1, 2, 3]);
  });

  it.each([
    ['a zero character', '\\u0000'],
    ['half a character', '\\ud800'],
  ])('is one with %s in its data, which the database does not take, and holds nobody up', async (_, odd) => {
    const bad = message('1');
    await publish({ ...bad, value: bad.value.replace('{', `{"note":"${odd}",`) }, message('2'));
    await eventually('the next one', () => applied().length === 1);
    expect(applied()).toEqual([2]);
    expect(await open()).toMatchObject([{ error: 'text that the database does not take' }]);
  });

  it('begins its key when it was the first one and is applied', async () => {
    await publish(message('first'));
    await eventually('it', async () => (await open()).length === 1);
    await canBeReadAs('aggregateversion', '1');
    expect(await undecodable.replay((await open())[0]?.id ?? '')).toEqual({ replayed: true });
    await publish(message('2'));
    await eventually('the next one', () => applied().length === 2);
    expect(await service.parked.list({ consumer: 'orders' })).toMatchObject({ items: [] });
  });

  it('is given up once', async () => {
    await publish(message('1', 'no-uuid'));
    await eventually('it', async () => (await open()).length === 1);
    const id = (await open())[0]?.id ?? '';
    expect(await undecodable.discard(id)).toMatchObject({ id, status: 'discarded' });
    expect(await undecodable.discard(id)).toBeUndefined();
    expect(await undecodable.replay(id)).toBeUndefined();
  });

  it('is kept whatever bytes it is made of, and once however often it comes', async () => {
    const headers = { ce_id: 'zero \u0000 character' };
    const odd = {
      topic: TOPIC,
      partition: 0,
      offset: '7',
      key: 'a\u0000b',
      headers,
      value: Buffer.from([0, 255]),
    };
    for (let n = 0; n < 2; n += 1)
      await service.unitOfWork.run(() =>
        keepUndecodable(service.unitOfWork.sql, 'orders', odd, 'id is not a UUID'),
      );
    const [kept, ...others] = await open();
    expect(others).toEqual([]);
    expect(await undecodable.inspect(kept?.id ?? '')).toMatchObject({
      key: 'a\ufffdb',
      value: '\u0000\ufffd',
    });
  });
});
