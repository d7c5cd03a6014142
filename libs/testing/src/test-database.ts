import { randomBytes } from 'node:crypto';
import {
  databaseName,
  dropDatabase,
  provisionBus,
  provisionDatabases,
  type ServiceDatabase,
} from '@houtai/infrastructure';
import { testPostgresUrl } from './test-infrastructure';

export interface TestDatabase extends ServiceDatabase {
  /** Removes it, open sessions and all. */
  drop(): Promise<void>;
}

/**
 * A new, empty database of one service, provisioned as in production (same roles, other database name).
 * Migrations have not run.
 */
export async function testDatabase(service: string): Promise<TestDatabase> {
  const admin = testPostgresUrl();
  const name = uniqueName(databaseName(service));
  const databases = await provisionDatabases(admin, [service], { [service]: name });
  const made = databases[service];
  if (!made) throw new Error(`no database was made for ${service}`);
  return { ...made, drop: () => dropDatabase(admin, name) };
}

/** A new database for the embedded bus. */
export async function testBusDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = testPostgresUrl();
  const name = uniqueName('bus');
  return { url: await provisionBus(admin, name), drop: () => dropDatabase(admin, name) };
}

function uniqueName(stem: string): string {
  return `t_${randomBytes(5).toString('hex')}_${stem}`;
}
