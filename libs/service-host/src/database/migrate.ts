import { readFileSync } from 'node:fs';
import { PlainError, type BoundedClient, type TlsKeys } from '@houtai/messaging/base';
import { executedMigrations } from './executed-migrations';
import { migrationFiles, type MigrationFile } from './migration-files';
import { patientSession } from './patient-session';

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

/** The cause is the refusal of the database. */
class MigrationFailedError extends PlainError {
  constructor(path: string, cause: unknown) {
    super(`Migration ${path} failed`, { cause });
  }
}

/**
 * Brings the database up to date. It may be run several times at once: the first migrates, the others wait for it and find
 * nothing left to do.
 * @returns names of the migrations run now
 */
export async function migrate({ url, tls, service, folders, timeoutMs }: MigrateOptions): Promise<string[]> {
  const files = folders.flatMap(migrationFiles);
  const session = await patientSession({
    url,
    tls,
    applicationName: `${service}-migrations`,
    statementMs: timeoutMs,
  });
  try {
    await session.query(`select pg_advisory_lock(hashtextextended('houtai-migrations', 0))`);
    await session.query(`set lock_timeout = ${timeoutMs}`);
    // In the form that TypeORM gives it: releases before this one ran its migrations, and read it.
    await session.query(
      `create table if not exists public.migrations (id serial primary key, "timestamp" bigint not null, name varchar not null)`,
    );
    const known = await executedMigrations(session);
    const missing = files.filter(({ name }) => !known.has(name));
    for (const file of missing) await runOne(session, file);
    return missing.map(({ name }) => name);
  } finally {
    // Ends the session and with it the lock, and what a failed migration has begun.
    await session.leave();
  }
}

/** In a transaction of its own, with the note that it has run. */
async function runOne(session: BoundedClient, { name, path, timestamp }: MigrationFile): Promise<void> {
  try {
    await session.query('begin');
    await session.query(readFileSync(path, 'utf8'));
    await session.query('insert into public.migrations ("timestamp", name) values ($1, $2)', [
      timestamp,
      name,
    ]);
    await session.query('commit');
  } catch (error) {
    throw new MigrationFailedError(path, error);
  }
}
