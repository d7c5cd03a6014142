import { kafkaIsRequired, testKafkaBrokers } from './test-infrastructure';

/**
 * A `describe` for tests that need a real broker. Without one its tests are reported as skipped, by name, or fail
 * when HOUTAI_TEST_KAFKA=required.
 * @param tests gets the brokers, `host:port,…`
 */
export function describeKafka(name: string, tests: (brokers: string) => void): void {
  const brokers = testKafkaBrokers();
  if (brokers) {
    describe(name, () => tests(brokers));
    return;
  }
  if (kafkaIsRequired()) {
    describe(name, () => {
      it('needs Kafka', () => {
        throw new Error('HOUTAI_TEST_KAFKA=required, but there is no Kafka (run it with `npm test`)');
      });
    });
    return;
  }
  describe.skip(`${name} [needs Kafka]`, () => tests('127.0.0.1:0'));
}
