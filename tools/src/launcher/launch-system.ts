import { existsSync } from 'node:fs';
import { startInfrastructure } from '@houtai/infrastructure';
import { INTERRUPTED, Launch, mainOf, migrationOf } from './launch';
import type { LaunchOptions, RunningSystem } from './running-system';
import { SERVICE_NAMES } from './service-names';

/**
 * Starts infrastructure, databases and all services, and resolves when every one is ready. When anything
 * fails, what was started is stopped and the error names the service with the last lines of its log.
 */
export async function launchSystem(options: LaunchOptions): Promise<RunningSystem> {
  const began = Date.now();
  const log = options.log ?? (() => undefined);
  requireBuild(options);
  const lost = new AbortController();
  let launch: Launch | undefined = undefined;
  const infrastructure =
    options.servers ??
    (await startInfrastructure({
      choice: options.infrastructure,
      dataDir: options.dataDir,
      durable: options.durable,
      log,
      watch: { restarted: () => launch?.serverRestarted(), lost: (reason) => lost.abort(reason) },
    }));
  const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal;
  launch = new Launch({ ...options, signal }, infrastructure, log);
  try {
    if (signal.aborted) throw new Error(INTERRUPTED);
    await launch.start();
  } catch (error) {
    await launch.stop();
    throw lost.signal.aborted ? lost.signal.reason : error;
  }
  return { ...launch.running(Date.now() - began), lost: lost.signal };
}

/** Throws when a service was not built. */
function requireBuild({ program = mainOf, migration = migrationOf }: LaunchOptions): void {
  const missing = SERVICE_NAMES.filter((name) => !existsSync(program(name)) || !existsSync(migration(name)));
  if (missing.length > 0) throw new Error(`not built yet: ${missing.join(', ')} (npm run build)`);
}
