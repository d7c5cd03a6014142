import { randomBytes } from 'node:crypto';
import { databaseName, dropDatabase, provisionBus, type ServiceDatabase } from '@houtai/infrastructure';
import { copyTemplate, EMPTY, type DatabaseTemplate } from './database-template';
import { testPostgresUrl } from './test-infrastructure';

export interface TestDatabase extends ServiceDatabase {
  /** Removes it, open sessions and all. */
  drop(): Promise<void>;
}

/**
 * A new database of one service, provisioned as in production (same roles, other database name), in the state of a
 * template. Default: empty, migrations have not run.
 */
export async function testDatabase(
  service: string,
  template: DatabaseTemplate = EMPTY,
): Promise<TestDatabase> {
  const admin = testPostgresUrl();
  const name = uniqueName(databaseName(service));
  return {
    ...(await copyTemplate(admin, service, template, name)),
    drop: () => dropDatabase(admin, name),
  };
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
