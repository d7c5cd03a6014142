import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { GuardedPool, sessionLimits } from '@houtai/messaging';
import type { ServiceConfig } from '../config/service-config';
import { databaseTls } from './database-tls';
import { PreparingClient } from './preparing-client';

/** The service's connection pool, as the role that may read and write rows but not change tables. */
export function databaseOptions(service: string, config: ServiceConfig): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url: config.databaseUrl,
    ssl: databaseTls(config),
    applicationName: service,
    autoLoadEntities: true,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    // The migrations before have proved that the database is there.
    retryAttempts: 2,
    retryDelay: 500,
    poolSize: config.poolSize,
    // all that TypeORM takes of pg
    driver: { Pool: GuardedPool },
    extra: {
      ...sessionLimits({ statementMs: config.statementTimeoutMs }),
      Client: PreparingClient,
      pipeline: true,
      idleTimeoutMillis: 60_000,
    },
  };
}
