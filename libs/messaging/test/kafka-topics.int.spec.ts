import { Logger } from '@nestjs/common';
import { describeKafka } from '@houtai/testing';
import { KafkaBus } from '../src/bus/kafka/kafka-bus';
import { untilHosted } from '../src/bus/kafka/kafka-topics';

describeKafka('topics on Kafka', (brokers) => {
  const { Kafka, ConfigResourceTypes, logLevel } = jest.requireActual<typeof import('kafkajs')>('kafkajs');
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  const kept = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  let topic: string;

  beforeAll(() => admin.connect());
  beforeEach(() => (topic = `t${Math.random().toString(36).slice(2, 8)}.houtai.test.kept`));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => admin.disconnect());

  async function startBus(partitions = 1): Promise<string[]> {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation().mockClear();
    const bus = new KafkaBus({ brokers: brokers.split(','), clientId: 'topics', prefix: '', replication: 1 });
    await bus.ensureTopics([topic], partitions).finally(() => bus.close());
    return warn.mock.calls.map(([text]) => String(text));
  }

  /** Made by somebody else, with these settings at the topic itself. */
  const madeBefore = async (settings: Record<string, string>, numPartitions = 1) => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions, configEntries }] });
    await untilHosted(admin, topic, numPartitions);
  };

  /** What stands at the topic itself, not what the broker has for all. */
  async function ownSettings(): Promise<Record<string, string>> {
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic }];
    const described = await admin.describeConfigs({ includeSynonyms: false, resources });
    const own = (described.resources[0]?.configEntries ?? []).filter(
      ({ configSource }) => Number(configSource) === 1,
    );
    return Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
  }

  it('keep facts for good, and confirm with the one copy there is', async () => {
    expect(await startBus()).toEqual([]);
    expect(await ownSettings()).toEqual({ ...kept, 'min.insync.replicas': '1' });
    expect(await startBus()).toEqual([]);
  });

  it('that forget after some time are made to keep facts, and it is told; other settings stay', async () => {
    await madeBefore({ 'retention.ms': '3600000', 'max.message.bytes': '2000000' });
    expect(await startBus()).toEqual([expect.stringContaining('could lose facts (retention.ms=3600000)')]);
    expect(await ownSettings()).toMatchObject({ 'retention.ms': '-1', 'max.message.bytes': '2000000' });
    expect(await startBus()).toEqual([]);
  });

  it('that forget by the default of the broker are made to keep facts as well', async () => {
    await madeBefore({});
    expect(await startBus()).toEqual([expect.stringContaining('retention.ms=604800000')]);
    expect(await ownSettings()).toMatchObject({ 'retention.ms': '-1' });
  });

  it.each([
    ['cleanup.policy', 'compact'],
    ['retention.bytes', '1000000'],
  ])('that forget by %s=%s are made to keep facts', async (setting, value) => {
    await madeBefore({ 'retention.ms': '-1', [setting]: value });
    expect(await startBus()).toEqual([expect.stringContaining(`${setting}=${value}`)]);
    expect(await ownSettings()).toMatchObject(kept);
  });

  it('with other partitions than configured stay as they are, and it is told', async () => {
    await madeBefore({ 'retention.ms': '-1' }, 2);
    expect(await startBus(3)).toEqual([expect.stringContaining('has 2 partitions, not 3 as configured')]);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(topics[0]?.partitions).toHaveLength(2);
  });
});
