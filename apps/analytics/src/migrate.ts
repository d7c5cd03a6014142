import { join } from 'node:path';
import { runMigrations } from '@houtai/service-host/migrate';

void runMigrations({ name: 'analytics', migrationsDir: join(__dirname, '..', 'migrations') });
