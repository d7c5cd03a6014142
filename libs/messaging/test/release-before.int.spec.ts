import { randomUUID } from 'node:crypto';
import { embeddedTestBus, type TestBus } from '@houtai/testing';
import { Client } from 'pg';
import { BusMessage, DeadOutbox, EVENT_BUS, EventBus, OutboxRelay, messagingConfig } from '../src';
import { DISCARDED_EVENT } from '../src/outbox/dead-outbox.service';
import type { OutboxRow } from '../src/outbox/outbox-rows';
import { RELAY_SESSION } from '../src/outbox/outbox-rows';
import { eventually } from './bus-harness';
import * as before from './release-before';
import {
  Database,
  EXPIRED,
  ServiceUnderTest,
  expired,
  isolated,
  migrate,
  migratedDatabase,
  startService,
} from './service-under-test';

const LAST_OF_IT = '1700000000009-keep-undecodable-messages.sql';
const TOPIC = 'houtai.orders.reservation';

describe('the release before', () => {
  let testBus: TestBus;
  let database: Database;
  let old: Client;
  let service: ServiceUnderTest | undefined;
  let sent: BusMessage[];
  const key = randomUUID();

  beforeAll(async () => {
    testBus = await embeddedTestBus();
  });
  beforeEach(async () => {
    database = await migratedDatabase(LAST_OF_IT);
    old = new Client({ connectionString: database.appUrl });
    await old.connect();
    sent = [];
  });
  afterEach(async () => {
    await old.end();
    if (service) await service.drop();
    else await database.drop();
    service = undefined;
  });
  afterAll(() => testBus.drop());

  const ask = async <Row extends object>(name: string, text: string, values: unknown[] = []) =>
    (await old.query<Row>({ name, text, values })).rows;
  const write = (...versions: number[]) =>
    ask('write', before.WRITE, [
      JSON.stringify(
        versions.map((version, n) => {
          const id = randomUUID();
          const headers = { id, type: EXPIRED, aggregateversion: String(version), specversion: '1.0' };
          const about = { source: 'houtai/orders', time: new Date().toISOString(), correlationid: id };
          const payload = expired(key);
          const event = { n, id, topic: TOPIC, key, type: EXPIRED, payload, version };
          return { ...event, headers: { ...headers, ...about } };
        }),
      ),
    ]);
  const front = () => ask<OutboxRow>('next_rows', before.NEXT_ROWS);
  const publish = async (rows: readonly OutboxRow[]) =>
    (await ask<{ moved: number }>('move_to_log', before.MOVE_TO_LOG, [rows.map(({ seq }) => seq)]))[0]?.moved;
  const bury = (row?: OutboxRow) => ask('move_to_dead', before.MOVE_TO_DEAD, [row?.seq, 'too big']);
  const hold = async (rows: readonly OutboxRow[]) =>
    (await ask<{ held: number }>('hold_rows', before.HOLD_ROWS, [rows.map(({ seq }) => seq)]))[0]?.held;
  const depth = async () => (await ask<{ n: number }>('depth', before.DEPTH))[0]?.n;
  const versions = (rows: readonly OutboxRow[]) =>
    rows.map(({ headers }) => Number(headers['aggregateversion']));
  const sentVersions = () => sent.map(({ headers }) => Number(headers['ce_aggregateversion']));
  const deadId = async () => (await ask<{ id: string }>('dead', 'select id from outbox_dead'))[0]?.id;
  /** As the relay of that release: on a session of its own kind, which may have planned before the migration. */
  const lead = async () => {
    for (const [name, value] of Object.entries(RELAY_SESSION)) {
      await old.query('select set_config($1, $2, false)', [name, value]);
    }
    await front();
  };
  const upgrade = () => migrate(database, (file) => file > LAST_OF_IT);

  async function startThisRelease(): Promise<ServiceUnderTest> {
    service = await startService(isolated(messagingConfig(testBus.env)), database);
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const real = bus.publish.bind(bus);
    jest.spyOn(bus, 'publish').mockImplementation(async (messages) => {
      await real(messages);
      sent.push(...messages);
    });
    return service;
  }
  async function drained(): Promise<void> {
    await eventually('all', async () => (await service?.status.isDrained())?.drained === true);
  }

  it('leaves what is published, waits, is held or dead to this one', async () => {
    await lead();
    await write(1, 2, 3, 4);
    const [first, second] = await front();
    expect(await publish(first ? [first] : [])).toBe(1);
    await bury(second);
    expect(await hold(await front())).toBe(2);
    await upgrade();
    const { app, status, rows } = await startThisRelease();
    expect(await status.read()).toMatchObject({ produced: { [EXPIRED]: 3 }, outboxDepth: 2, outboxDead: 1 });
    await app.get(DeadOutbox).retry((await deadId()) ?? '');
    await drained();
    expect(sentVersions()).toEqual([2, 3, 4]);
    expect((await status.read()).produced).toEqual({ [EXPIRED]: 4 });
    const log = await rows<{ version: number }>(
      `select aggregate_version::int as version from event_log where coalesce(data::jsonb, payload) ? 'reservationId'
        order by seq`,
    );
    expect(log.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('writes beside this one, with statements prepared before the migration', async () => {
    await write(1);
    await upgrade();
    const { emit, status, scenario } = await startThisRelease();
    for (let version = 2; version <= 9; version += 1) {
      if (version % 2 === 0) await emit(key, version);
      else await write(version);
    }
    await expect(write(9)).rejects.toMatchObject({ constraint: 'outbox_version_is_new' });
    await drained();
    expect(scenario.handled.map(({ aggregateVersion }) => aggregateVersion)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect((await status.read()).produced).toEqual({ [EXPIRED]: 9 });
  });

  it('publishes, buries and holds what both have written, and no event is twice in the log or counted twice', async () => {
    await lead();
    await upgrade();
    const { app, emit, status, rows } = await startThisRelease();
    await app.get(OutboxRelay).onModuleDestroy();
    await write(1);
    await emit(key, 2, 2);
    await write(4, 5);
    expect(await depth()).toBe(5);
    const all = await front();
    expect(versions(all)).toEqual([1, 2, 3, 4, 5]);
    expect(JSON.parse(all[1]?.value ?? '')).toEqual(expired(key));
    await bury(all[1]);
    expect(await publish(all.slice(0, 1))).toBe(1);
    expect(await publish(all.slice(0, 1))).toBe(0);
    const behind = await front();
    expect(behind.map(({ behindDead }) => behindDead)).toEqual([true, true, true]);
    expect(await hold(behind)).toBe(3);
    expect(await front()).toEqual([]);

    expect(await ask('retry', before.RETRY, [await deadId()])).toHaveLength(1);
    expect(versions(await front())).toEqual([2, 3, 4, 5]);
    await bury((await front())[0]);
    await hold(await front());
    expect(await ask('discard', before.DISCARD, [await deadId(), DISCARDED_EVENT])).toHaveLength(1);
    const rest = await front();
    expect(rest.map(({ type }) => type)).toEqual([DISCARDED_EVENT, EXPIRED, EXPIRED, EXPIRED]);
    expect(JSON.parse(rest[0]?.value ?? '')).toEqual({ type: EXPIRED });
    expect(await publish(rest)).toBe(4);
    expect(await depth()).toBe(0);

    const produced = { [EXPIRED]: 4, [DISCARDED_EVENT]: 1 };
    expect((await status.read()).produced).toEqual(produced);
    await eventually('counted', async () => {
      await rows('select count_events()');
      return (await rows('select 1 from event_count_place where counted_seq = 5')).length === 1;
    });
    expect((await status.read()).produced).toEqual(produced);
    expect(await ask('produced', before.PRODUCED)).toEqual([{ produced }]);
    expect(await rows('select 1 from event_log')).toHaveLength(5);
  });
});
