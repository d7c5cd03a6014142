import { untilItAnswers } from './child-process';
import type { Bus, StartedInfrastructure } from './infrastructure-kinds';
import { probePostgres } from './local-postgres';
import { probeKafka } from './network';
import { provisionBus } from './provision-databases';

/** Addresses that do not answer within this time are given up. */
const REACH_MS = 30_000;
/** One attempt takes at most this long. */
const PROBE_MS = 2_000;

/** Uses the servers that HOUTAI_POSTGRES_URL and HOUTAI_KAFKA_BROKERS name; starts and stops nothing. */
export async function useExternal(
  env: NodeJS.ProcessEnv,
  wantKafka: boolean,
  reachMs = REACH_MS,
): Promise<StartedInfrastructure> {
  const postgresAdminUrl = env.HOUTAI_POSTGRES_URL;
  if (!postgresAdminUrl) throw new Error('HOUTAI_POSTGRES_URL is not set');
  const brokers = wantKafka ? env.HOUTAI_KAFKA_BROKERS : undefined;
  await Promise.all([
    reach('Postgres at HOUTAI_POSTGRES_URL', reachMs, () => probePostgres(postgresAdminUrl)),
    brokers ? reach('Kafka at HOUTAI_KAFKA_BROKERS', reachMs, () => anyBroker(brokers)) : undefined,
  ]);
  const bus: Bus = brokers
    ? { kind: 'kafka', brokers }
    : { kind: 'embedded', url: await provisionBus(postgresAdminUrl) };
  const uses = brokers
    ? 'Postgres and Kafka by the addresses of the environment'
    : 'Postgres by the address of the environment, embedded bus on it (HOUTAI_KAFKA_BROKERS is not set)';
  return { postgresAdminUrl, bus, uses, servers: [], stop: () => Promise.resolve() };
}

async function reach(what: string, reachMs: number, probe: () => Promise<void>): Promise<void> {
  try {
    await untilItAnswers(probe, reachMs - PROBE_MS, undefined, 500);
  } catch (error) {
    throw new Error(`${what} could not be reached within ${reachMs / 1000} s (${(error as Error).message})`);
  }
}

async function anyBroker(brokers: string): Promise<void> {
  try {
    await Promise.any(brokers.split(',').map((address) => probeKafka(address)));
  } catch (error) {
    throw error instanceof AggregateError ? (error.errors[0] as Error) : error;
  }
}
