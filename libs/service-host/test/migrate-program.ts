import { join } from 'node:path';
import { runMigrations } from '../src/migrate';

void runMigrations({ name: 'sample', migrationsDir: join(__dirname, 'migrations') });
