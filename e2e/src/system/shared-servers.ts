import { randomBytes } from 'node:crypto';
import { databaseName, dropDatabase, provisionBus, type Infrastructure } from '@houtai/infrastructure';
import { testKafkaBrokers, testPostgresUrl } from '@houtai/testing';
import { SERVICE_NAMES } from '@houtai/tools';

export interface SharedServers {
  readonly infrastructure: Infrastructure;
  /** Name of each service's database. */
  readonly databases: Readonly<Record<string, string>>;
  /** What keeps this system's topics and groups apart on a broker that others use too. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A place of its own on the servers of the test run: new databases on its Postgres, and either topics of its own on
 * its Kafka or, where there is none, the embedded bus. `infrastructure.stop()` drops the databases.
 */
export async function sharedServers(): Promise<SharedServers> {
  const postgresAdminUrl = testPostgresUrl();
  const brokers = testKafkaBrokers();
  const run = `e2e_${randomBytes(4).toString('hex')}`;
  const databases = Object.fromEntries(
    SERVICE_NAMES.map((name) => [name, `${run}_${databaseName(name)}`] as const),
  );
  const busDatabase = `${run}_bus`;
  const infrastructure: Infrastructure = {
    kind: 'external',
    reason: 'servers of the test run',
    postgresAdminUrl,
    bus: brokers
      ? { kind: 'kafka', brokers }
      : { kind: 'embedded', url: await provisionBus(postgresAdminUrl, busDatabase) },
    servers: [],
    stop: async () => {
      for (const name of [...Object.values(databases), busDatabase])
        await dropDatabase(postgresAdminUrl, name);
    },
  };
  return { infrastructure, databases, env: { HOUTAI_BUS_PREFIX: `${run}.`, HOUTAI_BUS_PARTITIONS: '2' } };
}
