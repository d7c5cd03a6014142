import { describeKafka } from '@houtai/testing';
import { UnsendableMessageError } from '../src';
import { KafkaBus } from '../src/bus/kafka/kafka-bus';
import { SessionTimes } from '../src/bus/kafka/kafka-session';
import { Seen, eventually, recorder } from './bus-harness';

describeKafka('known traps of the Kafka client', (brokers) => {
  const topic = 'houtai.test.traps';
  let buses: KafkaBus[] = [];
  let prefix = '';

  const open = (times: Partial<SessionTimes> = {}, at = brokers) => {
    const bus = new KafkaBus({ brokers: at.split(','), clientId: 'traps', prefix, replication: 1, times });
    buses.push(bus);
    return bus;
  };
  const message = (key: string, value: string) => ({ topic, key, value, headers: {} });

  beforeEach(async () => {
    prefix = `t${Math.random().toString(36).slice(2, 8)}.`;
    await open().ensureTopics([topic], 3);
  });
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    buses = [];
  });

  it.each([TypeError, SyntaxError, RangeError])('a raw %p does not stop the consumer', async (Kind) => {
    const bus = open();
    const seen: Seen[] = [];
    const take = recorder(seen);
    let thrown = 0;
    const fatal = jest.fn();
    const handle = async (batch: Parameters<typeof take>[0]) => {
      if (thrown++ === 0) throw new Kind('raw');
      return take(batch);
    };
    const subscription = bus.subscribe({ group: 'g', topics: [topic], handle, onFatal: fatal });
    await bus.publish([message('a', '1')]);
    await eventually('delivered again', () => seen.length === 1);
    expect(subscription.health()).toEqual({ healthy: true });
    expect(fatal).not.toHaveBeenCalled();
  });

  it('a start that fails is noticed although run() resolves', async () => {
    const fatal = jest.fn();
    // below the broker's least session timeout: the broker refuses the member for good
    const bus = open({ sessionMs: 100, heartbeatMs: 50 });
    const subscription = bus.subscribe({
      group: 'g',
      topics: [topic],
      handle: async () => ({}),
      onFatal: fatal,
    });
    await expect(subscription.ready).rejects.toThrow(/session timeout/i);
    expect(fatal).toHaveBeenCalledTimes(1);
    expect(subscription.health().healthy).toBe(false);
  });

  it('a broker that is away is waited for, and stopping meanwhile works', async () => {
    const fatal = jest.fn();
    const bus = open({}, '127.0.0.1:1');
    const subscription = bus.subscribe({
      group: 'g',
      topics: [topic],
      handle: async () => ({}),
      onFatal: fatal,
    });
    await eventually('the reason is known', () =>
      /connect|refused/i.test(subscription.health().reason ?? ''),
    );
    await expect(bus.publish([message('a', '1')])).rejects.not.toBeInstanceOf(UnsendableMessageError);
    await subscription.stop();
    expect(fatal).not.toHaveBeenCalled();
  });

  it('topics keep their messages for good, not for the week that brokers keep them by default', async () => {
    const { ConfigResourceTypes, Kafka } = jest.requireActual<typeof import('kafkajs')>('kafkajs');
    const admin = new Kafka({ brokers: brokers.split(',') }).admin();
    await admin.connect();
    const about = { type: ConfigResourceTypes.TOPIC, name: prefix + topic, configNames: ['retention.ms'] };
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [about] });
    await admin.disconnect();
    expect(resources[0]?.configEntries[0]).toMatchObject({ configName: 'retention.ms', configValue: '-1' });
  });

  it('concurrent sends are not dropped and do not overtake', async () => {
    const bus = open();
    const values = Array.from({ length: 200 }, (_, i) => String(i));
    await Promise.all(values.map((value) => bus.publish([message('a', value)])));
    const seen: Seen[] = [];
    bus.subscribe({ group: 'g', topics: [topic], handle: recorder(seen), onFatal: () => undefined });
    await eventually('all', () => seen.length >= values.length);
    expect(seen.map(({ value }) => value)).toEqual(values);
  });

  it('a bug of the client while it sends is not taken for a message that can never be sent', async () => {
    const bus = open();
    await bus.publish([message('a', '1')]);
    const Encoder = jest.requireActual<{ prototype: { writeVarIntBytes: (value: unknown) => object } }>(
      'kafkajs/src/protocol/encoder',
    );
    const bug = jest.spyOn(Encoder.prototype, 'writeVarIntBytes').mockImplementation(() => {
      throw new TypeError('Cannot read properties of undefined');
    });
    await expect(bus.publish([message('a', '2')])).rejects.not.toBeInstanceOf(UnsendableMessageError);
    bug.mockRestore();
    await bus.publish([message('a', '2')]);
  });

  it('a handler slower than the session keeps its membership', async () => {
    const bus = open({ sessionMs: 1_500, heartbeatMs: 300 });
    let deliveries = 0;
    let done = false;
    const subscription = bus.subscribe({
      group: 'g',
      topics: [topic],
      onFatal: () => undefined,
      handle: async (batch) => {
        deliveries += 1;
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        expect(batch.isCurrent()).toBe(true);
        for (const each of batch.messages) batch.resolve(each);
        done = true;
        return {};
      },
    });
    await bus.publish([message('a', '1')]);
    await eventually('handled', () => done);
    await eventually('no lag', async () => (await subscription.lag()) === 0);
    expect(deliveries).toBe(1);
  });

  it('idle connections neither warn of negative timeouts nor spin', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => warnings.push(warning.name);
    process.on('warning', listen);
    const bus = open();
    const seen: Seen[] = [];
    await bus.subscribe({ group: 'g', topics: [topic], handle: recorder(seen), onFatal: () => undefined })
      .ready;
    await bus.publish([message('a', '1')]);
    await eventually('delivered', () => seen.length === 1);
    const set = jest.spyOn(global, 'setTimeout');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const calls = set.mock.calls.length;
    set.mockRestore();
    process.off('warning', listen);
    expect(warnings).not.toContain('TimeoutNegativeWarning');
    expect(calls).toBeLessThan(100);
  });

  it('a value of null and headers given twice are delivered as they are', async () => {
    const { Kafka, logLevel } = jest.requireActual<typeof import('kafkajs')>('kafkajs');
    const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({
      topic: prefix + topic,
      messages: [{ key: null, value: null, headers: { ce_type: ['old', 'new'] } }],
    });
    await producer.disconnect();
    const delivered: unknown[] = [];
    open().subscribe({
      group: 'g',
      topics: [topic],
      onFatal: () => undefined,
      handle: async (batch) => {
        for (const each of batch.messages) {
          delivered.push({ key: each.key, value: each.value, headers: each.headers });
          batch.resolve(each);
        }
        return {};
      },
    });
    await eventually('delivered', () => delivered.length === 1);
    expect(delivered).toEqual([{ key: null, value: null, headers: { ce_type: 'new' } }]);
  });
});
