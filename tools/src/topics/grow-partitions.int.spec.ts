import { createEventBus, messagingConfig, type EventBus } from '@houtai/messaging';
import {
  describeKafka,
  kafkaTestBus,
  testDatabase,
  testPostgresUrl,
  type TestBus,
  type TestDatabase,
} from '@houtai/testing';
import { Client } from 'pg';
import { SmallWorld, TOPIC, type SmallEvent } from '../../test/small-world';
import { growPartitions, type GrowthOutcome } from './grow-partitions';

const GROUP = 'dispatch.dispatch';

describeKafka('growing the partitions of topics', (brokers) => {
  let bus: TestBus;
  let databases: TestDatabase[];
  let world: SmallWorld;
  const open: EventBus[] = [];

  beforeEach(async () => {
    bus = kafkaTestBus(brokers);
    databases = [];
    for (const name of ['orders', 'dispatch', 'finance']) databases.push(await testDatabase(name));
    const [orders = '', dispatch = '', finance = ''] = databases.map(({ ownerUrl }) =>
      new URL(ownerUrl).pathname.slice(1),
    );
    world = await SmallWorld.open(testPostgresUrl(), { orders, dispatch, finance }, bus.env);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await world?.close();
    for (const database of databases) await database.drop();
    await bus.drop();
  });

  const grow = (partitions: number): Promise<GrowthOutcome> =>
    growPartitions({ ...world.target, topics: [TOPIC], partitions });

  /** A bus as another process has it. */
  function newBus(): EventBus {
    const made = createEventBus(messagingConfig(bus.env), 'test');
    open.push(made);
    return made;
  }

  /** Consumes until `count` messages were seen, as `key version` in the order they came. */
  async function consume(count: number, stop = true): Promise<{ seen: string[]; partitions: Set<number> }> {
    const seen: string[] = [];
    const partitions = new Set<number>();
    const member = newBus().subscribe({
      group: GROUP,
      topics: [TOPIC],
      onFatal: () => undefined,
      handle: async (batch) => {
        for (const message of batch.messages) {
          seen.push(`${message.key} ${message.headers.ce_aggregateversion}`);
          partitions.add(batch.partition);
          batch.resolve(message);
        }
        return {};
      },
    });
    const until = Date.now() + 30_000;
    while (seen.length < count && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    if (stop) await member.stop();
    return { seen, partitions };
  }

  const published = async (events: readonly SmallEvent[], sender: EventBus): Promise<void> =>
    sender.publish(
      events.map(({ id, key, version }) => ({
        topic: TOPIC,
        key,
        headers: { ce_id: id, ce_aggregateversion: String(version) },
        value: '{}',
      })),
    );

  it('keeps the order of every key, also of those that move', async () => {
    const keys = Array.from({ length: 12 }, (_, n) => world.events(8, `key-${n}`));
    await published(
      keys.flatMap((events) => events.slice(0, 4)),
      newBus(),
    );
    const before = await consume(48);
    expect(await grow(7)).toEqual({ grown: [expect.stringContaining(TOPIC)] });
    await published(
      keys.flatMap((events) => events.slice(4)),
      newBus(),
    );
    const after = await consume(48);
    expect([before.partitions.size, after.partitions.size]).toEqual([2, expect.any(Number)]);
    expect(after.partitions.size).toBeGreaterThan(2);
    for (let n = 0; n < 12; n++) {
      const versions = [...before.seen, ...after.seen].filter((text) => text.startsWith(`key-${n} `));
      expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((version) => `key-${n} ${version}`));
    }
  });

  it('leaves those alone that have the number already, and never takes partitions away', async () => {
    expect(await grow(2)).toEqual({ grown: [] });
    expect(await grow(1)).toEqual({ refusals: [expect.stringContaining('it cannot shrink')] });
  });

  it('is refused while a service has not consumed what was published', async () => {
    const events = world.events(3);
    await published(events.slice(0, 1), newBus());
    await consume(1);
    await published(events.slice(1), newBus());
    expect(await grow(4)).toEqual({
      refusals: [expect.stringMatching(/dispatch\.dispatch has not consumed 2 messages/)],
    });
  });

  it('is refused while a consumer runs, although it has consumed everything', async () => {
    await published(world.events(1), newBus());
    await consume(1, false);
    const outcome = await grow(4);
    expect(outcome).toMatchObject({
      refusals: expect.arrayContaining([expect.stringContaining('1 members')]),
    });
  });

  it('is refused while an event is not published, or a service has a session', async () => {
    await world.commit(world.events(2), 'pending');
    const service = new Client({ connectionString: databases[1]?.appUrl });
    await service.connect();
    const outcome = await grow(4);
    await service.end();
    expect(outcome).toEqual({
      refusals: [
        expect.stringContaining('orders has 2 events that are not published'),
        expect.stringContaining('dispatch runs (1 sessions'),
      ],
    });
  });
});
