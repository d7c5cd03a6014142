import type { ServiceConfig, ServiceOptions } from '@houtai/service-host';
import { migrationScripts, type DatabaseTemplate } from './database-template';

/** More than all migrations of a service take together, on a machine that does much else. */
const MIGRATING_MS = 60_000;

/** A database in the state in which a service finds it at its start: its migrations have run. */
export async function migrated<Config extends ServiceConfig>(
  options: Pick<ServiceOptions<Config>, 'name' | 'migrationsDir'>,
): Promise<DatabaseTemplate> {
  // Loaded when needed: tests of rules use this library too and shall not wait for Nest.
  const { migrate, migrationFolders } = await import('@houtai/service-host');
  const folders = migrationFolders(options);
  const scripts = await Promise.all(folders.map((folder) => migrationScripts(folder)));
  return {
    contents: JSON.stringify([options.name, scripts]),
    make: async ({ ownerUrl: url }) => {
      await migrate({ url, service: options.name, folders, timeoutMs: MIGRATING_MS });
    },
  };
}
