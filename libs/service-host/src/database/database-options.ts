import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { GuardedPool, sessionLimits } from '@houtai/messaging';
import type { ServiceConfig } from '../config/service-config';
import { databaseTls } from './database-tls';
import { PreparingClient } from './preparing-client';

/**
 * A page goes on from its cursor. What is joined to it by a merge is read from its first row on, which Postgres takes for nothing:
 * of a million entries page 1,000 of an account cost 200,000 blocks, where looking up what belongs to each row costs 1,000.
 */
const PAGES_FROM_THEIR_CURSOR = { enable_mergejoin: 'off' };

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
    // The look at its migrations before has proved that the database is there.
    retryAttempts: 2,
    retryDelay: 500,
    poolSize: config.poolSize,
    // all that TypeORM takes of pg
    driver: { Pool: GuardedPool },
    extra: {
      ...sessionLimits({ statementMs: config.statementTimeoutMs, settings: PAGES_FROM_THEIR_CURSOR }),
      Client: PreparingClient,
      pipeline: true,
      idleTimeoutMillis: 60_000,
    },
  };
}
