import { join, resolve } from 'node:path';
import { MESSAGING_MIGRATIONS_DIR } from '@houtai/messaging/base';

const HOST_MIGRATIONS_DIR = join(__dirname, '..', '..', 'migrations');

/** Where the migrations of a service lie, in the order in which they run. */
export function migrationFolders({ migrationsDir }: { readonly migrationsDir: string }): string[] {
  return [MESSAGING_MIGRATIONS_DIR, HOST_MIGRATIONS_DIR, resolve(migrationsDir)];
}
