import { ClientConfig } from 'pg';
import { DataSource } from 'typeorm';

/** Connection parameters of the service's database, for a session of our own beside the pool. */
export function directConnection({ options }: DataSource): ClientConfig {
  if (options.type !== 'postgres') throw new Error(`The outbox needs Postgres, not ${options.type}`);
  const { url, host, port, username, password, database } = options;
  const ssl = options.ssl as ClientConfig['ssl'];
  if (url) return { connectionString: url, ssl };
  return { host, port, user: username, password, database, ssl };
}
