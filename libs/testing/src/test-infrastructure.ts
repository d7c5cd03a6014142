/** Address of the Postgres of this test run (a role that may do everything). */
export function testPostgresUrl(): string {
  const url = process.env.HOUTAI_TEST_POSTGRES_URL;
  if (!url)
    throw new Error(
      'This test needs Postgres. Run it with `npm test -- <path>`, which starts one, or set HOUTAI_TEST_POSTGRES_URL ' +
        'to the address of a superuser.',
    );
  return url;
}

/** Kafka brokers of this test run as `host:port,…`; undefined when there is none. */
export function testKafkaBrokers(): string | undefined {
  return process.env.HOUTAI_TEST_KAFKA_BROKERS || undefined;
}

/** Whether missing Kafka is a failure instead of a skip. */
export function kafkaIsRequired(): boolean {
  return process.env.HOUTAI_TEST_KAFKA === 'required';
}
