import { randomUUID } from 'node:crypto';
import { embeddedTestBus, type TestBus } from '@houtai/testing';
import { BusMessage, DeadOutbox, EVENT_BUS, EventBus, UnsendableMessageError, messagingConfig } from '../src';
import { DISCARDED_EVENT } from '../src/outbox/dead-outbox.service';
import { eventually } from './bus-harness';
import { ServiceUnderTest, isolated, migratedDatabase, startService } from './service-under-test';

const version = ({ headers }: BusMessage) => Number(headers['ce_aggregateversion']);
const RELAY_SESSIONS = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'houtai-outbox-relay' and datname = current_database()`;

describe('events behind a dead one of their key', () => {
  let testBus: TestBus;
  let service: ServiceUnderTest;
  let dead: DeadOutbox;
  let sent: BusMessage[];
  let poison: Set<number>;
  const key = randomUUID();
  const other = randomUUID();

  beforeAll(async () => {
    testBus = await embeddedTestBus();
  });
  beforeEach(async () => {
    service = await startService(isolated(messagingConfig(testBus.env)), await migratedDatabase());
    dead = service.app.get(DeadOutbox);
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const real = bus.publish.bind(bus);
    sent = [];
    poison = new Set([2]);
    jest.spyOn(bus, 'publish').mockImplementation(async (messages) => {
      if (messages.some(isPoison)) {
        throw new UnsendableMessageError('too big');
      }
      await real(messages);
      sent.push(...messages);
    });
    await service.emit(key, 1, 4);
    await eventually('the rest is held', async () => (await heldVersions()).length === 2);
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  const isPoison = (message: BusMessage) =>
    message.key === key && poison.has(version(message)) && message.headers['ce_type'] !== DISCARDED_EVENT;
  const sentVersions = (of = key) => sent.filter((message) => message.key === of).map(version);
  const depth = async () => (await service.status.read()).outboxDepth;
  const heldVersions = async () =>
    (
      await service.rows<{ n: number }>(
        `select e.aggregate_version::int as n from outbox_queue q join event_log e using (seq, created_at)
          where q.held order by q.seq`,
      )
    ).map(({ n }) => n);
  const deadId = async (): Promise<string> => {
    await eventually('it is dead', async () => (await dead.list()).items.length > 0);
    return (await dead.list()).items[0]?.id ?? '';
  };

  it('wait with those written later, while other keys go on', async () => {
    await service.emit(key, 5, 2);
    await service.emit(other, 1, 3);
    await eventually('the other key', () => sentVersions(other).length === 3);
    await eventually('all are held', async () => (await heldVersions()).length === 4);
    expect(await heldVersions()).toEqual([3, 4, 5, 6]);
    expect(sentVersions()).toEqual([1]);
    await eventually('only the key waits', async () => (await depth()) === 4);
  });

  it('are published in order after it, once it was sent again', async () => {
    await service.emit(key, 5);
    const id = await deadId();
    const shown = await dead.inspect(id);
    expect(shown).toMatchObject({ id, key, aggregateVersion: 2, headers: { id } });
    expect(shown?.data).toEqual(expect.any(Object));
    poison.clear();
    expect(await dead.retry(id)).toBe(true);
    expect(await dead.inspect(id)).toBeUndefined();
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions()).toEqual([1, 2, 3, 4, 5]);
  });

  it('wait again when it dies again', async () => {
    const id = await deadId();
    expect(await dead.retry(id)).toBe(true);
    await eventually('dead again', async () => (await dead.list()).items.length === 1);
    await eventually('held again', async () => (await heldVersions()).length === 2);
    expect(sentVersions()).toEqual([1]);
    poison.clear();
    await dead.retry(id);
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions()).toEqual([1, 2, 3, 4]);
  });

  it('are published in order once it was given up, and wait for the next one that dies', async () => {
    poison.add(4);
    await service.emit(key, 5);
    expect(await dead.discard(await deadId())).toBe(true);
    await eventually('the third', () => sentVersions().length === 3);
    await eventually('held by the fourth', async () => (await heldVersions()).length === 1);
    expect(sentVersions()).toEqual([1, 2, 3]);
    expect(await dead.discard(await deadId())).toBe(true);
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions()).toEqual([1, 2, 3, 4, 5]);
  });

  it('stay where they are when the decision is not committed, or the relay dies', async () => {
    const undecided = service.dataSource.transaction(async (operator) => {
      await operator.query('delete from outbox_dead');
      await service.rows(RELAY_SESSIONS);
      await service.emit(other, 1);
      await eventually('a new leader', () => sentVersions(other).length === 1);
      throw new Error('the operator goes away');
    });
    await expect(undecided).rejects.toThrow('goes away');
    await service.emit(other, 2);
    await eventually('the other key', () => sentVersions(other).length === 2);
    expect(await heldVersions()).toEqual([3, 4]);
    expect(sentVersions()).toEqual([1]);
    await dead.discard(await deadId());
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions()).toEqual([1, 2, 3, 4]);
  });

  it('are all let go when two dead ones of the key are given up at the same moment', async () => {
    // as an older release could leave them
    await service.rows(`with gone as (
        delete from outbox_queue q using event_log e
         where e.seq = q.seq and e.aggregate_version = 3 returning e.*
      )
      insert into outbox_dead (seq, id, topic, key, type, payload, headers, aggregate_version, created_at, error)
      select seq, id, topic, key, type, data::jsonb, headers, aggregate_version, created_at, 'too big' from gone`);
    const events = (await dead.list()).items;
    expect(events).toHaveLength(2);
    const { items, next } = await dead.list({ limit: 1 });
    expect({ items, more: (await dead.list({ limit: 1, after: next })).items }).toEqual({
      items: events.slice(0, 1),
      more: events.slice(1),
    });
    const answers = await Promise.all(events.map(({ id }) => dead.discard(id)));
    expect(answers).toEqual([true, true]);
    await eventually('all', async () => (await depth()) === 0);
    expect(sentVersions()).toEqual([1, 2, 3, 4]);
  });
});
