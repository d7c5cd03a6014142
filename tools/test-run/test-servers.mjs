import { startTestContainers } from './test-containers.mjs';

/**
 * Postgres and Kafka for one run of the tests.
 * @returns {Promise<{ line: string, env: Record<string, string>, fault: boolean, stop: () => Promise<void> }>}
 *   `fault` is true when Kafka was required and could not be had
 */
export async function startTestServers(library, { servers, kafka, kafkaWish, infraWish }) {
  if (!servers) return nothing('Infrastructure: none; only tests without I/O are selected.');
  const given = process.env.HOUTAI_TEST_POSTGRES_URL;
  if (given) return useGiven(library, given, kafka, kafkaWish);
  const notDocker = await dockerFault(library, infraWish);
  if (notDocker === undefined) {
    try {
      return await startTestContainers(library, kafka);
    } catch (error) {
      if (infraWish === 'docker') throw error;
      console.log(
        `The containers could not be started (${firstLine(error)}); taking processes on this machine.`,
      );
    }
  }
  const started = await startLocal(library, kafka);
  const why = notDocker ? ` Not docker: ${notDocker}.` : '';
  return {
    ...started,
    line: `${started.line}${why}`,
    fault: kafkaWish === 'required' && kafka && !started.env.HOUTAI_TEST_KAFKA_BROKERS,
  };
}

async function startLocal(library, kafka) {
  const start = (choice) =>
    library.startInfrastructure({ choice, durable: false, want: { kafka }, log: () => undefined });
  let infrastructure;
  let missing = '';
  try {
    infrastructure = await start('local');
  } catch (error) {
    if (!kafka) throw error;
    missing = ` No Kafka: ${firstLine(error)}.`;
    infrastructure = await start('embedded');
  }
  const { postgresAdminUrl, bus } = infrastructure;
  const what = bus.kind === 'kafka' ? `Postgres 18 and Apache Kafka ${library.KAFKA_VERSION}` : 'Postgres 18';
  return {
    line: `Infrastructure: ${what}, processes on this machine.${missing}`,
    env: addresses(postgresAdminUrl, bus.kind === 'kafka' ? bus.brokers : undefined),
    stop: () => infrastructure.stop(),
  };
}

async function useGiven(library, postgresUrl, kafka, kafkaWish) {
  const brokers = kafka ? process.env.HOUTAI_TEST_KAFKA_BROKERS : undefined;
  const env = { HOUTAI_POSTGRES_URL: postgresUrl, HOUTAI_KAFKA_BROKERS: brokers };
  await library.startInfrastructure({ choice: 'external', env, want: { kafka } });
  return {
    line: `Infrastructure: Postgres${brokers ? ' and Kafka' : ''} given by HOUTAI_TEST_POSTGRES_URL${brokers ? ' and HOUTAI_TEST_KAFKA_BROKERS' : ''}.`,
    env: addresses(postgresUrl, brokers),
    fault: kafkaWish === 'required' && kafka && !brokers,
    stop: () => Promise.resolve(),
  };
}

/** Why no container is used; undefined when an engine answers. */
async function dockerFault(library, infraWish) {
  if (infraWish === 'local') return 'HOUTAI_TEST_INFRA=local';
  try {
    await library.requireDocker();
    return undefined;
  } catch (error) {
    if (infraWish === 'docker') throw new Error(`HOUTAI_TEST_INFRA=docker, but ${firstLine(error)}`);
    return firstLine(error);
  }
}

export function addresses(postgresUrl, brokers) {
  return { HOUTAI_TEST_POSTGRES_URL: postgresUrl, HOUTAI_TEST_KAFKA_BROKERS: brokers ?? '' };
}

function nothing(line) {
  return { line, env: {}, fault: false, stop: () => Promise.resolve() };
}

function firstLine(error) {
  return String(error instanceof Error ? error.message : error)
    .split('\n')[0]
    .replace(/\.$/, '');
}
