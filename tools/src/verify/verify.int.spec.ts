import { randomUUID } from 'node:crypto';
import {
  describeBothBuses,
  testDatabase,
  testPostgresUrl,
  type TestBus,
  type TestDatabase,
} from '@houtai/testing';
import { SmallWorld, TYPE } from '../../test/small-world';
import { isSound, type Verdict } from './target';
import { verify } from './verify';

/** The checks that found a fault, with what they named. */
const faultsOf = ({ findings }: Verdict): Record<string, readonly string[]> =>
  Object.fromEntries(
    findings.filter(({ faults }) => faults > 0).map(({ check, examples }) => [check, examples]),
  );

describeBothBuses('the independent checker', (newBus) => {
  let bus: TestBus;
  let databases: TestDatabase[];
  let world: SmallWorld;

  beforeAll(async () => {
    databases = [];
    for (const name of ['orders', 'dispatch', 'finance']) databases.push(await testDatabase(name));
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
  });
  beforeEach(async () => {
    bus = await newBus();
    const [orders = '', dispatch = '', finance = ''] = databases.map(({ ownerUrl }) =>
      new URL(ownerUrl).pathname.slice(1),
    );
    world = await SmallWorld.open(testPostgresUrl(), { orders, dispatch, finance }, bus.env);
  });
  afterEach(async () => {
    await world?.close();
    await bus.drop();
  });

  it('finds nothing where nothing is wrong, and has looked at all of it', async () => {
    await world.live([...world.events(3), ...world.events(4)]);
    await world.commit(world.events(2), 'pending');
    const verdict = await verify(world.target);
    expect(faultsOf(verdict)).toEqual({});
    expect(verdict.read).toEqual({ produced: 9, delivered: 7, received: 7 });
    expect(isSound(verdict)).toBe(true);
  });

  it('does not call an empty system sound', async () => {
    expect(Object.keys(faultsOf(await verify(world.target)))).toEqual(['there is something to verify']);
  });

  it('names the event that was lost on its way to the bus', async () => {
    const events = world.events(3);
    const [first, lost, last] = events;
    await world.commit(events);
    await world.publish([first, last].flatMap((event) => event ?? []));
    await world.apply([first, last].flatMap((event) => event ?? []));
    const faults = faultsOf(await verify(world.target));
    expect(Object.keys(faults)).toEqual(['topic: every published event is in it']);
    expect(faults['topic: every published event is in it']?.[0]).toContain(lost?.id);
  });

  it('is not misled by a repetition that makes up the number of a lost effect', async () => {
    const [one, two] = [world.events(1), world.events(1)];
    await world.commit([...one, ...two]);
    await world.publish([...one, ...two]);
    await world.apply(one);
    // what a total cannot see: two due, two counted
    await world.sql.dispatch.query('update applied_count set count = 2');
    const faults = faultsOf(await verify(world.target));
    expect(faults['consumer: all that is due applied or parked']?.[0]).toContain(two[0]?.id);
    expect(faults['consumer: counters equal inbox']).toHaveLength(1);
  });

  it('is not misled by a message published twice in the place of a lost one', async () => {
    const events = world.events(2);
    const [first] = events;
    await world.commit(events);
    await world.publish([first, first].flatMap((event) => event ?? []));
    await world.apply(events);
    const faults = faultsOf(await verify(world.target));
    expect(faults['topic: every published event is in it']?.[0]).toContain(events[1]?.id);
    expect(faults['consumer: nothing that is in no topic']?.[0]).toContain(events[1]?.id);
  });

  it('names what came before its turn, and forgives what came again', async () => {
    const events = world.events(3);
    const [first, second, third] = events.map((event) => [event]);
    await world.commit(events);
    for (const part of [first, second, first, second, third]) await world.publish(part ?? []);
    await world.apply(events);
    expect(faultsOf(await verify(world.target))).toEqual({});

    const other = world.events(3);
    await world.commit(other);
    for (const n of [0, 2, 1]) await world.publish(other.slice(n, n + 1));
    await world.apply(other);
    const faults = faultsOf(await verify(world.target));
    expect(Object.keys(faults)).toEqual(['topic: per key in the order of versions']);
    expect(faults['topic: per key in the order of versions']?.[0]).toContain(other[1]?.id);
  });

  it('names a hole in the versions a producer has committed', async () => {
    const [first, , third] = world.events(3);
    await world.live([first, third].flatMap((event) => event ?? []));
    const faults = faultsOf(await verify(world.target));
    expect(faults['committed: versions without a hole']?.[0]).toContain(`${first?.key}: 2 events`);
    expect(faults['committed: versions without a hole']?.[0]).toContain('missing {2}');
  });

  it('names a version that was written and whose event is nowhere', async () => {
    const [first, gone] = world.events(2);
    await world.live(first ? [first] : []);
    await world.sql.orders.query('update outbox_version set version = 2');
    const faults = faultsOf(await verify(world.target));
    expect(faults['committed: versions without a hole']?.[0]).toContain(`${gone?.key}: 1 events`);
  });

  it('names an event that is published and still waits', async () => {
    const events = world.events(1);
    await world.live(events);
    await world.commit(events, 'pending');
    expect(faultsOf(await verify(world.target))['committed: each id in one place']?.[0]).toContain(
      events[0]?.id,
    );
  });

  it('names a message that nobody has committed, unless it was planted', async () => {
    await world.live(world.events(1));
    const strangers = world.events(1);
    await world.publish(strangers, { 'x-planted': 'seed 1' });
    await world.apply(strangers);
    expect(faultsOf(await verify(world.target))['topic: nothing that nobody committed']?.[0]).toContain(
      strangers[0]?.id,
    );
    expect(faultsOf(await verify({ ...world.target, planted: 'seed 1' }))).toEqual({});
  });

  it('names a committed event that nobody can read on the bus, and owes no effect of planted rubbish', async () => {
    await world.live(world.events(1));
    await world.publish(world.events(1), { 'x-planted': 'seed 1' }, '{"half":');
    expect(faultsOf(await verify({ ...world.target, planted: 'seed 1' }))).toEqual({});
    const events = world.events(1);
    await world.commit(events);
    await world.publish(events, {}, '{"half":');
    await world.apply(events);
    const faults = faultsOf(await verify({ ...world.target, planted: 'seed 1' }));
    expect(Object.keys(faults)).toEqual(['topic: what was committed can be read']);
    expect(faults['topic: what was committed can be read']?.[0]).toContain(events[0]?.id);
  });

  it('names an effect of a message that is in no topic', async () => {
    await world.live(world.events(1));
    const ghost = world.events(1);
    await world.apply(ghost);
    expect(faultsOf(await verify(world.target))['consumer: nothing that is in no topic']?.[0]).toContain(
      ghost[0]?.id,
    );
  });

  it('takes a parked or discarded message as dealt with, and no replayed one without its effect', async () => {
    const events = world.events(1);
    await world.commit(events);
    await world.publish(events);
    await world.sql.dispatch.query(
      `insert into parked_message (consumer, message_id, topic, partition, "offset", key, type, event, status)
       values ('dispatch', $1, 't', 0, '0', 'k', $2, '{}', 'failed')`,
      [events[0]?.id, TYPE],
    );
    expect(faultsOf(await verify(world.target))).toEqual({});
    await world.sql.dispatch.query(`update parked_message set status = 'replayed'`);
    expect(Object.keys(faultsOf(await verify(world.target)))).toEqual([
      'consumer: all that is due applied or parked',
    ]);
  });

  it('names vehicles bound twice, entries out of balance and postings made twice', async () => {
    await world.live(world.events(1));
    const { dispatch, finance, orders } = world.sql;
    const [vehicle, reservation, event] = [randomUUID(), randomUUID(), randomUUID()];
    for (const during of ['[2026-01-01, 2026-01-03)', '[2026-01-02, 2026-01-04)'])
      await dispatch.query(`insert into allocation values (gen_random_uuid(), $1, $2, $3, 'active')`, [
        reservation,
        vehicle,
        during,
      ]);
    for (const credit of [100, 90]) {
      const id = randomUUID();
      await finance.query(`insert into entry values ($1, $2, 'rent', 2, 100)`, [id, event]);
      await finance.query(`insert into line values ($1, 'D', 100), ($1, 'C', $2)`, [id, credit]);
    }
    await orders.query(
      `insert into reservation values ($1, 1, 'submitted', now(), now() - interval '1 hour')`,
      [reservation],
    );
    const faults = faultsOf(await verify(world.target));
    expect(Object.keys(faults)).toEqual([
      'orders: every request for a hold has ended',
      'orders: versions equal events written',
      'dispatch: no vehicle twice at a time',
      'dispatch: one allocation per reservation',
      'finance: every entry balanced and whole',
      'finance: the ledger balances',
      'finance: one posting per event and rule',
    ]);
    expect(faults['dispatch: no vehicle twice at a time']?.[0]).toContain(vehicle);
    expect(faults['finance: one posting per event and rule']?.[0]).toContain(event);
  });

  it('says when the system does not come to rest', async () => {
    await world.live(world.events(1));
    const rest = () => Promise.resolve({ drained: false, moved: 'lag 7' });
    const faults = faultsOf(await verify({ ...world.target, rest, restLimitMs: 300 }));
    expect(faults['the system came to rest']?.[0]).toContain('lag 7');
  });
});
