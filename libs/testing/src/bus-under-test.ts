import { randomBytes } from 'node:crypto';
import { describeKafka } from './describe-kafka';
import { testBusDatabase } from './test-database';

/** A bus of its own for one test file: the environment that a service or an adapter needs to use it. */
export interface TestBus {
  readonly kind: 'kafka' | 'embedded';
  readonly env: Readonly<Record<string, string>>;
  /** Frees what was made for it. Topics on a shared broker stay. */
  drop(): Promise<void>;
}

/** The embedded bus on a fresh database. */
export async function embeddedTestBus(): Promise<TestBus> {
  const { url, drop } = await testBusDatabase();
  return { kind: 'embedded', env: { HOUTAI_BUS: 'embedded', HOUTAI_BUS_URL: url }, drop };
}

/** The broker of this test run, shared with the other test files: topics and groups get a prefix of their own. */
export function kafkaTestBus(brokers: string): TestBus {
  return {
    kind: 'kafka',
    env: {
      HOUTAI_BUS: 'kafka',
      HOUTAI_KAFKA_BROKERS: brokers,
      HOUTAI_BUS_PREFIX: `t${randomBytes(5).toString('hex')}.`,
      HOUTAI_BUS_PARTITIONS: '2',
    },
    drop: () => Promise.resolve(),
  };
}

/** The same tests for both adapters: `<name> on the embedded bus`, `<name> on Kafka` (see {@link describeKafka}). */
export function describeBothBuses(name: string, tests: (bus: () => Promise<TestBus>) => void): void {
  describe(`${name} on the embedded bus`, () => tests(embeddedTestBus));
  describeKafka(`${name} on Kafka`, (brokers) => tests(() => Promise.resolve(kafkaTestBus(brokers))));
}
