/** Postgres and Kafka in containers of Testcontainers; both are removed by `stop`, or by its reaper when we die. */
export async function startTestContainers(library, kafka) {
  const [{ PostgreSqlContainer }, { GenericContainer, Wait }] = await Promise.all([
    import('@testcontainers/postgresql'),
    import('testcontainers'),
  ]);
  const started = [];
  const stop = async () => {
    await Promise.allSettled(started.splice(0).map((container) => container.stop()));
  };
  try {
    const postgres = async () => {
      const container = await new PostgreSqlContainer('postgres:18')
        .withUsername('postgres')
        .withDatabase('postgres')
        .withCommand([
          'postgres',
          '-c',
          'max_connections=400',
          '-c',
          'fsync=off',
          '-c',
          'synchronous_commit=off',
        ])
        .start();
      started.push(container);
      return container.getConnectionUri();
    };
    // The module @testcontainers/kafka knows Confluent's image only; Apache's needs no more than its environment.
    const broker = async () => {
      const port = await library.freePort();
      const container = await new GenericContainer(`apache/kafka:${library.KAFKA_VERSION}`)
        .withExposedPorts({ container: 9092, host: port })
        .withEnvironment({
          KAFKA_NODE_ID: '1',
          KAFKA_PROCESS_ROLES: 'broker,controller',
          KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
          KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
          KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
          KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
          KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
          KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
          KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '50',
          KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
          KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '8',
          KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
          KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
          KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
          KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m',
        })
        .withWaitStrategy(Wait.forListeningPorts())
        .start();
      started.push(container);
      const brokers = `127.0.0.1:${port}`;
      await library.untilItAnswers(() => library.probeKafka(brokers), 60_000);
      return brokers;
    };
    const [url, brokers] = await settled([postgres(), kafka ? broker() : undefined]);
    return {
      line: `Infrastructure: containers, postgres:18${kafka ? ` and apache/kafka:${library.KAFKA_VERSION}` : ''}.`,
      env: { HOUTAI_TEST_POSTGRES_URL: url, HOUTAI_TEST_KAFKA_BROKERS: brokers ?? '' },
      fault: false,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As Promise.all, but waits for the slow ones before it throws, so that they can be stopped. */
async function settled(promises) {
  const results = await Promise.allSettled(promises);
  const fault = results.find((result) => result.status === 'rejected');
  if (fault) throw fault.reason;
  return results.map((result) => result.value);
}
