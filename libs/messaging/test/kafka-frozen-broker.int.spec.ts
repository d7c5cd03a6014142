import { describeKafka, startKafkaCluster, type KafkaCluster } from '@houtai/testing';
import { KafkaBus } from '../src/bus/kafka/kafka-bus';
import { eventually } from './bus-harness';

const TOPIC = 'houtai.test.frozen';
const batch = (round: string) =>
  Array.from({ length: 30 }, (_, i) => ({ topic: TOPIC, key: `key-${i}`, value: round, headers: {} }));

describeKafka('publishing while a broker answers nothing', () => {
  let cluster: KafkaCluster;
  let bus: KafkaBus;

  beforeAll(async () => {
    cluster = await startKafkaCluster();
    const brokers = cluster.brokers.split(',');
    bus = new KafkaBus({ brokers, clientId: 'frozen', prefix: '', replication: 3 });
    await bus.ensureTopics([TOPIC], 6);
    await bus.publish(batch('before'));
  }, 120_000);
  afterAll(async () => {
    for (const node of cluster?.nodes ?? []) node.resume();
    await bus?.close();
    await cluster?.stop();
  });

  it('confirms only what most copies have', async () => {
    const { Kafka, ConfigResourceTypes, logLevel } = jest.requireActual<typeof import('kafkajs')>('kafkajs');
    const admin = new Kafka({ brokers: cluster.brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const resources = [
      { type: ConfigResourceTypes.TOPIC, name: TOPIC, configNames: ['min.insync.replicas'] },
    ];
    const described = await admin.describeConfigs({ includeSynonyms: false, resources });
    await admin.disconnect();
    expect(described.resources[0]?.configEntries).toMatchObject([{ configValue: '2', isDefault: false }]);
  });

  it('tells every caller within ten seconds, also those whose call waits for another one', async () => {
    cluster.nodes[0]?.freeze();
    const started = performance.now();
    const took = await Promise.all(
      ['one', 'two', 'three'].map((round) =>
        bus.publish(batch(round)).then(
          () => performance.now() - started,
          () => performance.now() - started,
        ),
      ),
    );
    expect(Math.max(...took)).toBeLessThan(10_000);
  });

  it('goes on as soon as others lead, although the broker named first is still frozen', async () => {
    await eventually(
      'confirmed',
      () =>
        bus.publish(batch('led by others')).then(
          () => true,
          () => false,
        ),
      30_000,
    );
    expect(cluster.nodes[0]?.pid()).toBeDefined();
  });
  it('answers questions about the bus within ten seconds, also when no broker does', async () => {
    for (const node of cluster.nodes) node.resume();
    const options = {
      group: 'asker',
      topics: [TOPIC],
      handle: () => Promise.resolve({}),
      onFatal: () => undefined,
    };
    const subscription = bus.subscribe(options);
    await subscription.ready;
    for (const node of cluster.nodes) node.freeze();
    const started = performance.now();
    const lag = subscription.lag().then(
      () => 'known',
      () => 'unknown',
    );
    expect(await Promise.all([bus.ping(), lag])).toEqual([false, 'unknown']);
    expect(performance.now() - started).toBeLessThan(10_000);
    for (const node of cluster.nodes) node.resume();
    await eventually('it answers again', () => bus.ping(), 20_000);
  }, 90_000);
});
