import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '@houtai/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FILE = /^(\d{13})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

/** The cause is the refusal of the database. */
class MigrationFailedError extends PlainError {
  constructor(path: string, cause: unknown) {
    super(`Migration ${path} failed`, { cause });
  }
}

export interface MigrationFile {
  /** As stored in table `migrations`: `KeepIdempotencyKeys1700000000100`. */
  name: string;
  path: string;
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
      return { name: pascalCase(title) + timestamp, path: join(folder, file) };
    });
}

/** Wraps a file as the class that TypeORM's runner expects. */
export function migrationClass({ name, path }: MigrationFile): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;

    async up(queryRunner: QueryRunner): Promise<void> {
      try {
        await queryRunner.query(readFileSync(path, 'utf8'));
      } catch (error) {
        throw new MigrationFailedError(path, error);
      }
    }

    async down(): Promise<void> {
      // Expand, then contract: a mistake is corrected by the next migration, never by going back.
      throw new Error(`${name} cannot be reverted`);
    }
  };
}

function pascalCase(title: string): string {
  return title
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
