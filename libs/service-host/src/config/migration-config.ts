import { IsInt, Min } from 'class-validator';
import { IsDatabaseUrl } from '../database/database-tls';
import { DatabaseSettings } from './database-settings';
import { FromEnv } from './from-env';

/** Settings of `migrate.js`, the one program that holds the credentials of a database's owner. */
export class MigrationConfig extends DatabaseSettings {
  /** Role `<service>_owner`. */
  @FromEnv('HOUTAI_MIGRATION_URL')
  @IsDatabaseUrl()
  migrationUrl: string;

  /** Longest a migration statement, or the wait for migrations under way elsewhere, may take. */
  @FromEnv('HOUTAI_MIGRATION_TIMEOUT_MS')
  @IsInt()
  @Min(1000)
  migrationTimeoutMs: number = 60_000;
}
