import { join } from 'node:path';
import { runMigrations } from '@houtai/service-host/migrate';

void runMigrations({ name: 'finance', migrationsDir: join(__dirname, '..', 'migrations') });
