import { IsIn } from 'class-validator';
import { IsDatabaseTls } from '../database/database-tls';
import { FromEnv } from './from-env';

/** What every program has that signs in to the database of a service: the service itself, and who migrates it. */
export class DatabaseSettings {
  /** `on`: connections to Postgres (its migrations and the embedded bus as well) are encrypted, the server is checked. */
  @FromEnv('HOUTAI_DATABASE_TLS')
  @IsDatabaseTls()
  databaseTls: string = 'off';

  /** PEM file of the authorities that may sign the server's certificate; without one those Node knows. */
  @FromEnv('HOUTAI_DATABASE_CA_FILE')
  databaseCaFile: string = '';

  /** For a server that asks for one. Both roles, the service's and the owner's, come with it. */
  @FromEnv('HOUTAI_DATABASE_CLIENT_CERT_FILE')
  databaseClientCertFile: string = '';

  /** The key of that certificate, in PEM. */
  @FromEnv('HOUTAI_DATABASE_CLIENT_KEY_FILE')
  databaseClientKeyFile: string = '';

  /** What is logged from this level on. */
  @FromEnv('LOG_LEVEL')
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  logLevel: string = 'info';
}
