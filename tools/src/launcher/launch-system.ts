import { existsSync } from 'node:fs';
import { startInfrastructure } from '@houtai/infrastructure';
import { INTERRUPTED, Launch, mainOf } from './launch';
import type { LaunchOptions, RunningSystem } from './running-system';
import { SERVICE_NAMES } from './service-names';

/**
 * Starts infrastructure, databases and all seven services, and resolves when every one is ready. When anything
 * fails, what was started is stopped and the error names the service with the last lines of its log.
 */
export async function launchSystem(options: LaunchOptions): Promise<RunningSystem> {
  const began = Date.now();
  const log = options.log ?? (() => undefined);
  requireBuild(options);
  const infrastructure =
    options.servers ??
    (await startInfrastructure({
      choice: options.infrastructure,
      dataDir: options.dataDir,
      durable: options.durable,
      log,
    }));
  const launch = new Launch(options, infrastructure, log);
  try {
    if (options.signal?.aborted) throw new Error(INTERRUPTED);
    await launch.start();
  } catch (error) {
    await launch.stop();
    throw error;
  }
  return launch.running(Date.now() - began);
}

/** Throws when a service was not built. */
function requireBuild({ program = mainOf }: LaunchOptions): void {
  const missing = SERVICE_NAMES.filter((name) => !existsSync(program(name)));
  if (missing.length > 0) throw new Error(`not built yet: ${missing.join(', ')} (npm run build)`);
}
