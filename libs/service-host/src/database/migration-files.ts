import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const FILE = /^(\d{13})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

export interface MigrationFile {
  /** As stored in table `migrations`: `KeepIdempotencyKeys1700000000100`. */
  name: string;
  path: string;
  /** The 13 digits. */
  timestamp: string;
}

/** Migrations of a folder in order. Throws for a `.sql` file whose name is not `<13 digits>-<what-it-does>.sql`. */
export function migrationFiles(folder: string): MigrationFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, timestamp, title] = FILE.exec(file) ?? [];
      if (timestamp === undefined || title === undefined) {
        throw new Error(`A migration is named <13-digit-ms>-<what-it-does>.sql, not ${file}`);
      }
      return { name: pascalCase(title) + timestamp, path: join(folder, file), timestamp };
    });
}

function pascalCase(title: string): string {
  return title
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
