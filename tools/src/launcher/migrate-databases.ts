import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Watchdog } from '@houtai/infrastructure';
import { lastLines } from './last-lines';
import { migrationEnvironment, type SystemSettings } from './service-environment';
import { SERVICE_NAMES, type ServiceName } from './service-names';

export interface MigrationRun {
  readonly databases: SystemSettings['databases'];
  /** The program of each service that migrates, `apps/<service>/dist/migrate.js`. */
  readonly program: (service: ServiceName) => string;
  readonly env: NodeJS.ProcessEnv;
  readonly logDir: string;
  readonly watchdog: Watchdog;
  /** Aborting ends what still runs. */
  readonly signal: AbortSignal;
}

/**
 * Brings the databases of all services up to date, side by side, each in a process of its own that alone has the owner's
 * credentials. Throws with the last lines of the logs of those that failed.
 */
export async function migrateDatabases(run: MigrationRun): Promise<void> {
  const faults = (await Promise.all(SERVICE_NAMES.map((service) => migrateOne(service, run)))).filter(
    Boolean,
  );
  if (faults.length > 0 && !run.signal.aborted)
    throw new Error(`Not every database could be migrated.\n${faults.join('\n')}`);
}

/** @returns why it failed, if it did */
async function migrateOne(service: ServiceName, run: MigrationRun): Promise<string | undefined> {
  const logFile = join(run.logDir, `${service}-migrations.log`);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['--enable-source-maps', run.program(service)], {
    env: migrationEnvironment(service, run, run.env),
    // As with the services: Ctrl-C reaches the launcher alone.
    detached: true,
    stdio: ['ignore', log, log],
    signal: run.signal,
  });
  closeSync(log);
  run.watchdog.process(child);
  const ended = await once(child, 'exit').catch((error: unknown) => [String(error)]);
  const [how, signal] = ended as [unknown, unknown?];
  if (how === 0) return undefined;
  return `${service}: ${signal ?? `exit code ${String(how)}`}; the last lines of its log:\n${await lastLines(logFile)}`;
}
