import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { embeddedTestBus, type TestBus } from '@houtai/testing';
import { reservationExpiredV1 } from '@houtai/event-catalogue';
import {
  BusMessage,
  DeadOutbox,
  EVENT_BUS,
  EventBus,
  InvalidEventError,
  OutboxRelay,
  UnsendableMessageError,
  messagingConfig,
  outgoing,
} from '../src';
import { BusLifecycle } from '../src/bus/bus-lifecycle.service';
import { RelaySignal } from '../src/outbox/relay-signal.service';
import { eventually } from './bus-harness';
import {
  EXPIRED,
  ServiceUnderTest,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

describe('outbox and relay', () => {
  let testBus: TestBus;
  let service: ServiceUnderTest;
  let sent: BusMessage[];
  let publish: (messages: readonly BusMessage[]) => Promise<void>;
  const key = randomUUID();
  const other = randomUUID();

  beforeAll(async () => {
    testBus = await embeddedTestBus();
  });
  beforeEach(async () => {
    service = await startService(isolated(messagingConfig(testBus.env)), await migratedDatabase());
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const real = bus.publish.bind(bus);
    sent = [];
    publish = async (messages) => {
      await real(messages);
      sent.push(...messages);
    };
    jest.spyOn(bus, 'publish').mockImplementation((messages) => publish(messages));
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  const sentVersions = (of: string) =>
    sent.filter((message) => message.key === of).map(({ headers }) => Number(headers['ce_aggregateversion']));
  const depth = async () => (await service.status.read()).outboxDepth;
  const one = (version: number, of = key) => outgoing(reservationExpiredV1, of, version, expired(of));

  it('refuses to write outside a transaction, bad data, and an empty key', async () => {
    await expect(service.outbox.append([one(1)])).rejects.toThrow('open transaction');
    const bad = { ...one(1), data: { reservationId: 'x' } };
    const run = (event: object) =>
      service.unitOfWork.run(() => service.outbox.append([{ ...one(1), ...event }]));
    await expect(run(bad)).rejects.toThrow(InvalidEventError);
    await expect(run({ key: '' })).rejects.toThrow('the key is empty');
    for (const text of ['\u0000', '\\\u0000', '\ud800']) {
      const data = { ...expired(key), text };
      await expect(run({ data })).rejects.toThrow('text that Postgres does not store');
    }
    expect(await depth()).toBe(0);
  });

  it('publishes text as it was written, with what only looks like a character code', async () => {
    const data = { ...expired(key), text: '\\u0000 \\ud800 \ud83d\ude97 "后台"\n' };
    await service.unitOfWork.run(() => service.outbox.append([{ ...one(1), data }]));
    await eventually('sent', () => sent.length === 1);
    expect(sent[0]?.value).toBe(JSON.stringify(data));
  });

  it('refuses a version a second time, published or not, and a gap inside one decision', async () => {
    await service.emit(key, 1, 2);
    await expect(service.emit(key, 2)).rejects.toMatchObject({ code: '23505' });
    await eventually('published', async () => (await depth()) === 0);
    await expect(service.emit(key, 1)).rejects.toMatchObject({
      code: '23505',
      constraint: 'outbox_version_is_new',
    });
    const gap = service.unitOfWork.run(() => service.outbox.append([one(3), one(5)]));
    await expect(gap).rejects.toThrow('aggregate version 5 does not follow 3');
    await service.emit(key, 3);
  });

  it('makes writers of one key wait for each other, so that seq follows the commits', async () => {
    publish = () => Promise.reject(new Error('broker away'));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let appended: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (appended = resolve));
    const slow = service.unitOfWork.run(async () => {
      await service.outbox.append([one(1)]);
      // written now, not with the commit
      await service.unitOfWork.sql.rows('select');
      appended();
      await held;
    });
    await first;
    const order: string[] = [];
    const quick = service.emit(key, 2).then(() => order.push('quick'));
    await service.emit(other, 1).then(() => order.push('other key'));
    release();
    await Promise.all([slow.then(() => order.push('slow')), quick]);
    expect(order[0]).toBe('other key');
    const rows = await service.rows<{ version: number }>(
      'select aggregate_version::int as version from event_log where key = $1 order by seq',
      [key],
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('writes state and events with one statement on a hot path', async () => {
    const rows = service.outbox.cte([one(1), one(2)], 3);
    await service.dataSource.query(
      `with effect_row as (insert into effect (reservation, message) values ($1, $2)), ${rows.sql} select 1`,
      [key, randomUUID(), ...rows.params],
    );
    await eventually('handled', () => service.scenario.handled.length === 2, 5_000);
    expect(sentVersions(key)).toEqual([1, 2]);
  });

  it('publishes within a few milliseconds of the commit, not at the next poll', async () => {
    const delays: number[] = [];
    for (let version = 1; version <= 20; version++) {
      await service.emit(key, version);
      const started = performance.now();
      await eventually('sent', () => sent.length === version);
      delays.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Each begins right after the one before it: a poll would delay all of them, a busy machine only some.
    expect(Math.min(...delays)).toBeLessThan(60);
  });

  it('publishes everything again when it dies between publishing and deleting; effects stay single', async () => {
    const admin = new Client({ connectionString: service.ownerUrl });
    await admin.connect();
    let killed = false;
    const through = publish;
    publish = async (messages) => {
      await through(messages);
      if (killed) return;
      killed = true;
      const sessions = `from pg_stat_activity
        where application_name = 'houtai-outbox-relay' and datname = current_database()`;
      const ended = await service.rows<{ pid: number }>(`select pid, pg_terminate_backend(pid) ${sessions}`);
      await eventually('its session is gone', async () => {
        const left = await service.rows<{ pid: number }>(`select pid ${sessions}`);
        return !left.some(({ pid }) => ended.some((one) => one.pid === pid));
      });
    };
    await service.emit(key, 1, 5);
    await eventually('a new leader', async () => killed && (await depth()) === 0);
    await admin.end();
    expect(sentVersions(key)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
    await eventually('drained', async () => (await service.status.isDrained()).drained);
    const { produced, consumers } = await service.status.read();
    expect(produced).toEqual({ [EXPIRED]: 5 });
    expect(consumers[0]?.applied).toEqual({ [EXPIRED]: 5 });
    expect(await service.rows('select 1 from effect')).toHaveLength(5);
  });

  it('has one leader among two relays, and the other takes over', async () => {
    const second = new OutboxRelay(
      service.app.get(DataSource),
      service.app.get(BusLifecycle),
      new RelaySignal(service.app.get(DataSource)),
    );
    second.start();
    for (let version = 1; version <= 50; version++) await service.emit(key, version);
    await eventually('published', async () => (await depth()) === 0);
    expect(sentVersions(key)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    await service.app.get(OutboxRelay).onModuleDestroy();
    await service.emit(key, 51);
    await eventually('the second leads', async () => (await depth()) === 0);
    await second.onModuleDestroy();
    expect(sentVersions(key)).toHaveLength(51);
  });

  it('buries what can never be sent, holds its key back, and lets the others go', async () => {
    const through = publish;
    const poison = new Set(['2']);
    publish = async (messages) => {
      if (
        messages.some(
          ({ headers, key: of }) => of === key && poison.has(headers['ce_aggregateversion'] ?? ''),
        )
      ) {
        throw new UnsendableMessageError('too big');
      }
      await through(messages);
    };
    await service.unitOfWork.run(() =>
      service.outbox.append([one(1), one(1, other), one(2), one(2, other), one(3), one(3, other), one(4)]),
    );
    await eventually('the other key', () => sentVersions(other).length === 3);
    await eventually('the dead one', async () => (await service.status.read()).outboxDead === 1);
    expect(sentVersions(key)).toEqual([1]);
    await eventually('only the key waits', async () => (await depth()) === 2);
    const dead = service.app.get(DeadOutbox);
    const [event] = (await dead.list()).items;
    expect(event).toMatchObject({ key, type: EXPIRED, error: 'too big' });
    poison.clear();
    expect(await dead.retry(event?.id ?? '')).toBe(true);
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions(key)).toEqual([1, 2, 3, 4]);
  });

  it('sends in the place of an event that was given up that it was, so that no version is missing', async () => {
    const through = publish;
    publish = async (messages) => {
      if (messages.some(({ value }) => value.includes('xxx'))) throw new UnsendableMessageError('too big');
      await through(messages);
    };
    const data = { ...expired(key), filler: 'xxx' };
    const big = outgoing(reservationExpiredV1, key, 2, data);
    await service.emit(key, 1);
    await service.unitOfWork.run(() => service.outbox.append([big]));
    await service.emit(key, 3);
    await eventually('the dead one', async () => (await service.status.read()).outboxDead === 1);
    const dead = service.app.get(DeadOutbox);
    const [event] = (await dead.list()).items;
    expect(await dead.discard(event?.id ?? '')).toBe(true);
    expect(await dead.discard(event?.id ?? '')).toBe(false);
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions(key)).toEqual([1, 2, 3]);
    expect(
      await service.rows('select id, type, data::json as data from event_log where aggregate_version = 2'),
    ).toEqual([{ id: event?.id, type: 'houtai.messaging.event-discarded.v1', data: { type: EXPIRED } }]);
    await eventually('the later ones', () => service.scenario.handled.length === 2);
    expect(service.scenario.handled.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 3]);
    expect((await service.parked.list()).items).toEqual([]);
  });

  it('refuses an event that leaves a version out', async () => {
    await service.emit(key, 1);
    await expect(service.emit(key, 3)).rejects.toMatchObject({ code: '23514' });
  });

  it('holds a key back also where its later events were read with the dead one, in another batch', async () => {
    const through = publish;
    publish = async (messages) => {
      if (messages.some(({ key: of }) => of === key)) throw new UnsendableMessageError('never');
      await through(messages);
    };
    const big = (version: number) => {
      const data = { ...expired(key), filler: 'x'.repeat(500_000) };
      return outgoing(reservationExpiredV1, key, version, data);
    };
    await service.unitOfWork.run(() => service.outbox.append([big(1), big(2)]));
    await eventually('the dead one', async () => (await service.status.read()).outboxDead > 0);
    await service.emit(other, 1);
    await eventually('the other key', () => sentVersions(other).length === 1);
    expect((await service.status.read()).outboxDead).toBe(1);
    await eventually('only the key waits', async () => (await depth()) === 1);
  });

  it('takes an absent broker for trouble and not for poison', async () => {
    const through = publish;
    publish = () => Promise.reject(new Error('connect ECONNREFUSED'));
    await service.emit(key, 1, 3);
    await eventually('the fault is known', () => !service.status.isHealthy());
    expect((await service.status.read()).outboxDead).toBe(0);
    publish = through;
    await eventually('published', async () => (await depth()) === 0);
    expect(sentVersions(key)).toEqual([1, 2, 3]);
    await eventually('healthy', () => service.status.isHealthy());
    const log = await service.rows<{ n: number }>('select count(*)::int as n from event_log');
    expect(log).toEqual([{ n: 3 }]);
  });

  it('publishes once through a bus that takes longer than the leader may be silent', async () => {
    const through = publish;
    publish = async (messages) => {
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      await through(messages);
    };
    await service.emit(key, 1);
    await eventually('published', async () => (await depth()) === 0, 30_000);
    expect(sentVersions(key)).toEqual([1]);
  });
});
