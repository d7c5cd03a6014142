import { join } from 'node:path';
import { runMigrations } from '@houtai/service-host/migrate';

void runMigrations({ name: 'customer-service', migrationsDir: join(__dirname, '..', 'migrations') });
