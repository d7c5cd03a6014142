import { MigrationConfig } from './config/migration-config';
import { readConfig } from './config/read-config';
import { databaseTls } from './database/database-tls';
import { migrate } from './database/migrate';
import { migrationFolders } from './database/migration-folders';
import { createLogger } from './telemetry/create-logger';

export interface ServiceToMigrate {
  /** As in its definition. */
  readonly name: string;
  /** Absolute folder of its `*.sql` migrations. */
  readonly migrationsDir: string;
}

/**
 * Brings the database of a service up to date as its owner, and lets this process end: with code 0 when it is, else with 1
 * and the reason in the log. A program of its own (`migrate.js`), so that no service holds its owner's credentials.
 */
export async function runMigrations({ name, migrationsDir }: ServiceToMigrate): Promise<void> {
  let logger = createLogger(name, 'info');
  try {
    const config = readConfig(name, MigrationConfig, process.env);
    logger = createLogger(name, config.logLevel);
    const migrations = await migrate({
      url: config.migrationUrl,
      tls: databaseTls(config),
      service: name,
      folders: migrationFolders({ migrationsDir }),
      timeoutMs: config.migrationTimeoutMs,
    });
    logger.info({ migrations }, migrations.length > 0 ? 'database migrated' : 'database is up to date');
  } catch (error) {
    logger.fatal({ err: error }, `the database of ${name} cannot be migrated`);
    process.exitCode = 1;
  }
}
