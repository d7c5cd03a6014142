import { parseArgs } from 'node:util';
import { TOPICS } from '@houtai/event-catalogue';
import { databaseName } from '@houtai/infrastructure';
import { SERVICE_NAMES } from './launcher/service-names';
import { growPartitions } from './topics/grow-partitions';
import { runMain } from './run-main';

const USAGE = `npm run topics:grow -- --partitions N

Gives every topic N partitions. Refused unless all services are stopped, all their events published and consumed: otherwise
events of a key would overtake each other (docs/how-to/grow-partitions.md). Exit code 0: they have N; 1: refused, or an error.

  HOUTAI_POSTGRES_URL                                a role that may read every service's database
  HOUTAI_BUS=kafka, HOUTAI_KAFKA_…, HOUTAI_BUS_PREFIX  the bus, as the services have it`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { partitions: { type: 'string' } } });
  const partitions = Number(values.partitions);
  const postgresAdminUrl = process.env.HOUTAI_POSTGRES_URL;
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > 1000 || !postgresAdminUrl) {
    console.error(USAGE);
    return 1;
  }
  const outcome = await growPartitions({
    postgresAdminUrl,
    databases: Object.fromEntries(SERVICE_NAMES.map((name) => [name, databaseName(name)])),
    bus: process.env,
    topics: TOPICS,
    partitions,
  });
  if ('refusals' in outcome) {
    console.error(`Not grown:\n${outcome.refusals.map((refusal) => `  - ${refusal}`).join('\n')}`);
    return 1;
  }
  console.log(
    `${outcome.grown.length} of ${TOPICS.length} topics grown to ${partitions} partitions. ` +
      `Set HOUTAI_BUS_PARTITIONS=${partitions}, then start the services.`,
  );
  return 0;
}

runMain(main);
