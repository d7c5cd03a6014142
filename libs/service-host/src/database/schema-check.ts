import { setTimeout as delay } from 'node:timers/promises';
import { PlainError, type TlsKeys } from '@houtai/messaging/base';
import { executedMigrations } from './executed-migrations';
import { migrationFiles } from './migration-files';
import { patientSession } from './patient-session';

const LOOK_AGAIN_MS = 100;
/** A database that is empty lacks them all. */
const MOST_NAMED = 8;

/** The database lacks migrations that this build of the service needs. */
export class SchemaBehindError extends PlainError {
  constructor(
    service: string,
    readonly missing: readonly string[],
  ) {
    const named = missing.slice(0, MOST_NAMED).join(', ');
    const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
    super(
      `The database of ${service} lacks migrations that this build needs: ${named}${more}. ` +
        `Run them first: node dist/migrate.js of ${service}, with HOUTAI_MIGRATION_URL of the database's owner`,
    );
  }
}

export interface SchemaCheckOptions {
  /** URL of the service's own role. */
  url: string;
  tls?: TlsKeys;
  service: string;
  /** Folders of the migrations it was built with. */
  folders: readonly string[];
  /** How long migrations that are under way are waited for. */
  patienceMs: number;
  statementMs: number;
  /** Told once, when something is missing at the first look. */
  onWait: (lack: SchemaBehindError) => void;
}

/**
 * Waits until every migration that this build needs has run. One that it does not know is of a later release, and does not
 * matter: migrations expand first, so that the release before goes on beside them. Throws {@link SchemaBehindError}.
 * @returns names of the migrations needed
 */
export async function untilMigrated(options: SchemaCheckOptions): Promise<string[]> {
  const { url, tls, service, folders, patienceMs, statementMs, onWait } = options;
  const needed = migrationNames(folders);
  const session = await patientSession({ url, tls, applicationName: `${service}-schema`, statementMs });
  const giveUp = Date.now() + patienceMs;
  try {
    for (let told = false; ; told = true) {
      const known = await executedMigrations(session);
      const missing = needed.filter((name) => !known.has(name));
      if (missing.length === 0) return needed;
      const lack = new SchemaBehindError(service, missing);
      if (Date.now() >= giveUp) throw lack;
      if (!told) onWait(lack);
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    await session.leave();
  }
}

/** Names of the migrations in the folders, as the database keeps them. */
function migrationNames(folders: readonly string[]): string[] {
  return folders.flatMap(migrationFiles).map(({ name }) => name);
}
