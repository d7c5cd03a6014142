import { setTimeout as delay } from 'node:timers/promises';
import { BoundedClient, isTransient, sessionLimits, type TlsKeys } from '@houtai/messaging';
import { DataSource } from 'typeorm';
import { migrationClass, migrationFiles, type MigrationFile } from './migration-files';

/** Longest wait for a database that is still starting. */
const PATIENCE_MS = 25_000;

export interface MigrateOptions {
  /** URL of the owner role. */
  url: string;
  /** Absent: as the URL says. */
  tls?: TlsKeys;
  service: string;
  /** Folders in the order in which they have to run. */
  folders: readonly string[];
  timeoutMs: number;
}

/**
 * Brings the database up to date. Several instances may start at once: the first migrates, the others wait for it.
 * @returns names of the migrations run now
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const sets = options.folders.map(migrationFiles);
  const session = await connect(options);
  try {
    await session.query(`select pg_advisory_lock(hashtextextended('houtai-migrations', 0))`);
    const known = await executedNames(session);
    const ran: string[] = [];
    for (const set of sets) {
      // TypeORM orders by timestamp over all it is given: the libraries' sets must be through before the service's begin.
      if (set.some(({ name }) => !known.has(name))) ran.push(...(await runSet(set, options)));
    }
    return ran;
  } finally {
    // Ends the session and with it the lock.
    await session.leave();
  }
}

/** Names that {@link migrate} would make sure of. */
export function migrationNames(folders: readonly string[]): string[] {
  return folders.flatMap(migrationFiles).map(({ name }) => name);
}

async function runSet(
  set: readonly MigrationFile[],
  { url, tls, service, timeoutMs }: MigrateOptions,
): Promise<string[]> {
  const database = new DataSource({
    type: 'postgres',
    url,
    ssl: tls,
    applicationName: `${service}-migrations`,
    migrations: set.map(migrationClass),
    migrationsTableName: 'migrations',
    poolSize: 1,
    extra: { ...sessionLimits({ statementMs: timeoutMs }), lock_timeout: timeoutMs, Client: BoundedClient },
  });
  await database.initialize();
  try {
    const ran = await database.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await database.destroy();
  }
}

async function executedNames(session: BoundedClient): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ exists: boolean }>(
    `select to_regclass('public.migrations') is not null as exists`,
  );
  if (!rows[0]?.exists) return new Set();
  const executed = await session.query<{ name: string }>('select name from public.migrations');
  return new Set(executed.rows.map(({ name }) => name));
}

async function connect({ url, tls, service, timeoutMs }: MigrateOptions): Promise<BoundedClient> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (;;) {
    const session = new BoundedClient({
      connectionString: url,
      ssl: tls,
      application_name: `${service}-migrations`,
      ...sessionLimits({ statementMs: timeoutMs }),
    });
    try {
      await session.connect();
      return session;
    } catch (error) {
      await session.leave();
      if (!isTransient(error) || Date.now() > giveUp) throw error;
      await delay(300);
    }
  }
}
