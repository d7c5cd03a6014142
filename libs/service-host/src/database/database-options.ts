import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
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
    connectTimeoutMS: 5000,
    extra: {
      Client: PreparingClient,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: config.statementTimeoutMs,
      // The server's own limit speaks first; this one is for a server that has vanished.
      query_timeout: config.statementTimeoutMs + 2_000,
      // A handler that forgets its transaction, or a process that is stopped in the middle of it, must not hold locks.
      idle_in_transaction_session_timeout: 10_000,
    },
  };
}
