import { join } from 'node:path';

/** Folder of this library's SQL migrations; they run in the database of every service, before its own. */
export const MESSAGING_MIGRATIONS_DIR = join(__dirname, '..', 'migrations');
