import {
  describeKafka,
  makeCertificates,
  startKafkaCluster,
  type Certificates,
  type KafkaCluster,
} from '@houtai/testing';
import { createEventBus } from '../src/bus/create-event-bus';
import { EventBus } from '../src/bus/event-bus';
import { messagingConfig } from '../src/messaging.config';
import { Seen, eventually, recorder } from './bus-harness';

const TOPIC = 'houtai.test.secured';
const message = { topic: TOPIC, key: 'a', value: '1', headers: {} };
const PASSWORD = 'correct horse battery staple'.replaceAll(' ', '-');

describeKafka('brokers that let only those in who are known', () => {
  let ours: Certificates;
  let strangers: Certificates;
  let known: Record<string, string>;
  let unknown: Record<string, string>;
  let cluster: KafkaCluster;
  let buses: EventBus[] = [];
  const logged: string[] = [];

  beforeAll(async () => {
    [ours, strangers] = await Promise.all([makeCertificates(), makeCertificates()]);
    const client = await ours.sign('orders');
    const stranger = await strangers.sign('stranger');
    known = {
      HOUTAI_KAFKA_CLIENT_CERT_FILE: client.certificate,
      HOUTAI_KAFKA_CLIENT_KEY_FILE: client.key,
    };
    unknown = {
      HOUTAI_KAFKA_CLIENT_CERT_FILE: stranger.certificate,
      HOUTAI_KAFKA_CLIENT_KEY_FILE: stranger.key,
    };
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      jest.spyOn(stream, 'write').mockImplementation((text: string | Uint8Array) => {
        logged.push(String(text));
        return write(text);
      });
    }
  });
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    buses = [];
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await Promise.all([ours?.remove(), strangers?.remove()]);
  });

  const open = (env: Record<string, string>): EventBus => {
    const bus = createEventBus(
      messagingConfig({
        HOUTAI_BUS: 'kafka',
        HOUTAI_KAFKA_BROKERS: cluster.brokers,
        HOUTAI_BUS_PREFIX: `t${Math.random().toString(36).slice(2, 8)}.`,
        ...env,
      }),
      'secured',
    );
    buses.push(bus);
    return bus;
  };
  /** There and back: admin, producer and consumer each have a connection of their own. */
  async function carries(env: Record<string, string>): Promise<void> {
    const bus = open(env);
    await bus.ensureTopics([TOPIC], 1);
    await bus.publish([message]);
    const seen: Seen[] = [];
    const options = { group: 'g', topics: [TOPIC], handle: recorder(seen), onFatal: () => undefined };
    await bus.subscribe(options).ready;
    await eventually('delivered', () => seen.length === 1);
    expect(await bus.ping()).toBe(true);
  }
  async function refuses(env: Record<string, string>): Promise<void> {
    const bus = open(env);
    await expect(bus.ensureTopics([TOPIC], 1)).rejects.toThrow();
    await expect(bus.publish([message])).rejects.toThrow();
  }

  describe('by a certificate', () => {
    beforeAll(async () => {
      const broker = await ours.sign('broker');
      cluster = await startKafkaCluster({
        nodes: 1,
        security: { keyAndCertificateFile: broker.both, clientAuthorityFile: ours.authority },
      });
    }, 60_000);
    afterAll(() => cluster?.stop());

    const tls = (authority: Certificates) => ({
      HOUTAI_KAFKA_TLS: 'on',
      HOUTAI_KAFKA_CA_FILE: authority.authority,
    });

    it('carry messages for a client with a certificate of their authority', () =>
      carries({ ...tls(ours), ...known }));

    it('are refused by a client that trusts another authority', () =>
      refuses({ ...tls(strangers), ...known }));

    it('are refused by a client that trusts only authorities known to everybody', () =>
      refuses({ HOUTAI_KAFKA_TLS: 'on', ...known }));

    it('refuse a client without a certificate', () => refuses(tls(ours)));

    it('refuse a client with the certificate of another authority', () =>
      refuses({ ...tls(ours), ...unknown }));

    it('refuse a client in plain text', () => refuses({}));
  });

  describe('by a password', () => {
    beforeAll(async () => {
      const broker = await ours.sign('broker');
      cluster = await startKafkaCluster({
        nodes: 1,
        security: { keyAndCertificateFile: broker.both, user: { name: 'orders', password: PASSWORD } },
      });
    }, 60_000);
    afterAll(() => cluster?.stop());

    const login = (mechanism: string, password: string) => ({
      HOUTAI_KAFKA_TLS: 'on',
      HOUTAI_KAFKA_CA_FILE: ours.authority,
      HOUTAI_KAFKA_SASL_MECHANISM: mechanism,
      HOUTAI_KAFKA_SASL_USERNAME: 'orders',
      HOUTAI_KAFKA_SASL_PASSWORD: password,
    });

    it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])(
      'carry messages for who knows it, by %s',
      (mechanism) => carries(login(mechanism, PASSWORD)),
    );

    it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])('refuse who does not, by %s', (mechanism) =>
      refuses(login(mechanism, `${PASSWORD}-not`)),
    );

    it('refuse who has none', () =>
      refuses({ HOUTAI_KAFKA_TLS: 'on', HOUTAI_KAFKA_CA_FILE: ours.authority }));

    it('are told apart from a broker that is away: a consumer with a wrong password is given up', async () => {
      const onFatal = jest.fn<void, [Error]>();
      const options = { group: 'g', topics: [TOPIC], handle: async () => ({}), onFatal };
      const subscription = open(login('SCRAM-SHA-512', `${PASSWORD}-not`)).subscribe(options);
      await expect(subscription.ready).rejects.toThrow(/SASL|authentication/i);
      expect(onFatal).toHaveBeenCalledTimes(1);
    });

    it('leave no password in what is logged', () => {
      expect(logged.length).toBeGreaterThan(0);
      expect(logged.filter((text) => text.includes(PASSWORD))).toEqual([]);
    });
  });
});
