import { parseChoice, startInfrastructure, temporaryFolder, Watchdog } from '@houtai/infrastructure';
import type { Infrastructure } from '@houtai/infrastructure';
import type { Figure } from './figure';
import { withClient } from './migrated-database';

export interface Servers {
  readonly infrastructure: Infrastructure;
  readonly figures: Figure[];
  stop(): Promise<void>;
}

/**
 * Starts Postgres and Kafka as users have them: every commit waits for the disk. Those of our own are started twice,
 * as `track_commit_timestamp`, by which the times of commits are read, needs a restart.
 */
export async function startServers(log: (line: string) => void): Promise<Servers> {
  const choice = parseChoice(process.env.HOUTAI_INFRA ?? 'local');
  const watchdog = new Watchdog();
  const folder = await temporaryFolder('houtai-bench-', watchdog);
  const start = async (quiet: boolean) => {
    const began = Date.now();
    const options = { choice, dataDir: folder.path, durable: true, log: quiet ? () => undefined : log };
    const infrastructure = await startInfrastructure(options);
    return { infrastructure, seconds: (Date.now() - began) / 1000 };
  };
  const first = await start(false);
  const own = first.infrastructure.kind === 'local' || first.infrastructure.kind === 'embedded';
  let infrastructure = first.infrastructure;
  if (own) {
    await withClient(first.infrastructure.postgresAdminUrl, (admin) =>
      admin.query('alter system set track_commit_timestamp = on'),
    );
    await first.infrastructure.stop();
    infrastructure = (await start(true)).infrastructure;
  }
  return {
    infrastructure,
    figures: own
      ? [{ measurement: 'start to ready, servers, nothing there before', value: first.seconds, unit: 's' }]
      : [],
    stop: async () => {
      await infrastructure.stop();
      await folder.remove();
      watchdog.done();
    },
  };
}

/** Throws when the times of commits cannot be read. */
export async function requireCommitTimes({ postgresAdminUrl }: Infrastructure): Promise<void> {
  const { rows } = await withClient(postgresAdminUrl, (admin) =>
    admin.query<{ track_commit_timestamp: string }>('show track_commit_timestamp'),
  );
  if (rows[0]?.track_commit_timestamp !== 'on')
    throw new Error('the benchmark of the saga needs a Postgres with track_commit_timestamp = on');
}
