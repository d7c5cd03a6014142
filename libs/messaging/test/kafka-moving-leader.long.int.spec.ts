import { describeKafka, startKafkaCluster, type KafkaCluster } from '@houtai/testing';
import type { BusMessage } from '../src/bus/event-bus';
import { KafkaBus } from '../src/bus/kafka/kafka-bus';
import { Seen, eventually, recorder } from './bus-harness';

const TOPICS = ['houtai.test.moving-a', 'houtai.test.moving-b', 'houtai.test.moving-c'];
const KEYS = Array.from({ length: 12 }, (_, i) => `key-${i}`);

/** Publishes small batches without a pause until told to stop; a batch that fails is sent again as it was. */
class Writer {
  readonly confirmed: BusMessage[] = [];
  failures = 0;
  private n = 0;
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(private readonly bus: KafkaBus) {
    this.done = this.run();
  }

  /** Until so many more messages are confirmed: the partitions have their leaders, and the load goes on. */
  async confirms(more: number): Promise<void> {
    const until = this.confirmed.length + more;
    await eventually(`${more} more are confirmed`, () => this.confirmed.length >= until, 30_000);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const batch = Array.from({ length: 10 }, () => this.next());
      await this.untilSent(batch);
      this.confirmed.push(...batch);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async untilSent(batch: readonly BusMessage[]): Promise<void> {
    for (;;) {
      const started = Date.now();
      try {
        return await this.bus.publish(batch);
      } catch {
        this.failures += 1;
        expect(Date.now() - started).toBeLessThan(10_000);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  private next(): BusMessage {
    const n = this.n++;
    const topic = TOPICS[n % TOPICS.length] ?? '';
    return { topic, key: KEYS[(n * 7) % KEYS.length] ?? '', value: String(n), headers: {} };
  }
}

/** Whoever confirms must have it: what the log of the topics holds beside what was confirmed. */
async function missingAndDisordered(bus: KafkaBus, confirmed: readonly BusMessage[]) {
  const seen: Seen[] = [];
  const subscription = bus.subscribe({
    group: `reader-${Date.now()}`,
    topics: TOPICS,
    handle: recorder(seen),
    onFatal: () => undefined,
  });
  await subscription.ready;
  await eventually(
    'all read',
    async () => (await subscription.lag().catch(() => 1)) === 0 && seen.length > 0,
    60_000,
  );
  await subscription.stop();
  const values = new Set(seen.map(({ value }) => value));
  const firsts = new Map<string, number>();
  const known = new Set<string>();
  const disordered: string[] = [];
  for (const { key, partition, value } of seen) {
    if (known.has(value)) continue;
    known.add(value);
    const place = `${TOPICS[Number(value) % TOPICS.length]}/${partition}/${key}`;
    if (Number(value) < (firsts.get(place) ?? -1)) disordered.push(value);
    firsts.set(place, Number(value));
  }
  return { missing: confirmed.filter(({ value }) => !values.has(value)).length, disordered };
}

describeKafka('publishing while partitions change their leader', () => {
  let cluster: KafkaCluster;
  let bus: KafkaBus;

  beforeAll(async () => {
    cluster = await startKafkaCluster({ proxied: true });
  }, 120_000);
  beforeEach(async () => {
    const prefix = `t${Math.random().toString(36).slice(2, 8)}.`;
    bus = new KafkaBus({ brokers: cluster.brokers.split(','), clientId: 'moving', prefix, replication: 3 });
    await bus.ensureTopics(TOPICS, 6);
  });
  afterEach(() => bus.close());
  afterAll(() => cluster?.stop());

  it.each([
    [
      'are restarted one by one',
      async (writer: Writer) => {
        for (const node of cluster.nodes) {
          await node.stop();
          await writer.confirms(50);
          await node.start();
          await writer.confirms(100);
        }
      },
    ],
    [
      'are killed one by one',
      async (writer: Writer) => {
        for (const node of cluster.nodes) {
          await node.kill();
          await writer.confirms(50);
          await node.start();
          await writer.confirms(100);
        }
      },
    ],
    [
      'are frozen for 8 s, and the ways to them cut',
      async (writer: Writer) => {
        cluster.nodes[0]?.freeze();
        await new Promise((resolve) => setTimeout(resolve, 8_000));
        cluster.nodes[0]?.resume();
        for (const node of cluster.nodes) {
          node.proxy?.cut();
          await writer.confirms(50);
        }
      },
    ],
  ])(
    'loses nothing and keeps the order per key when brokers %s',
    async (_, disturb) => {
      const writer = new Writer(bus);
      await writer.confirms(100);
      await disturb(writer);
      await writer.confirms(100);
      await writer.stop();
      expect(await missingAndDisordered(bus, writer.confirmed)).toEqual({ missing: 0, disordered: [] });
    },
    180_000,
  );
});
