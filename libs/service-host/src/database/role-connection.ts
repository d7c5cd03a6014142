import type { OnApplicationShutdown } from '@nestjs/common';
import { BoundedClient, sessionLimits } from '@houtai/messaging/base';
import { Pool } from 'pg';
import { databaseTls, type DatabaseTlsConfig } from './database-tls';

export interface RoleConnectionOptions {
  /** As the server shows it among its sessions. */
  name: string;
  /** Of a role that may do one thing which the service's own may not. */
  url: string;
  config: DatabaseTlsConfig;
  /** Longest a statement may take, waiting for locks included. */
  statementMs: number;
}

/**
 * One session with the service's database as another role than its own. Each statement is a transaction of its own, apart
 * from the unit of work in hand: what it did stays done when that fails.
 */
export class RoleConnection implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor({ name, url, config, statementMs }: RoleConnectionOptions) {
    this.pool = new Pool({
      connectionString: url,
      ssl: databaseTls(config),
      application_name: name,
      max: 1,
      idleTimeoutMillis: 60_000,
      ...sessionLimits({ statementMs }),
      Client: BoundedClient,
    });
    // A session that is lost while it rests is made anew for the next statement.
    this.pool.on('error', () => undefined);
  }

  async rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...values])).rows;
  }

  /** After everything that may still want it has stopped. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
