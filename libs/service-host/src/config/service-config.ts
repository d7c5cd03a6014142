import { IsBase64, IsBoolean, IsIn, IsOptional, IsString, IsUrl, Matches, ValidateIf } from 'class-validator';
import { FromEnv } from './from-env';
import { SEAL_FORMATS, type SealFormat } from '../secrets/secret-box';
import { DecodesToBytes, IsJsonWebKeySet, IsWholeNumber, NamesTrustedProxies } from './config-rules';
import { IsDatabaseUrl } from '../database/database-tls';
import { Rule } from '../validation/rule';
import { DatabaseSettings } from './database-settings';
import { IsKafkaSecurity } from './kafka-security-settings';
import { IsRealm, type Realm } from './realm';

export type ServiceMode = 'live' | 'simulated';
export type BusChoice = 'kafka' | 'embedded';

const webUrl = { require_tld: false, protocols: ['http', 'https'], require_protocol: true };

/**
 * Settings every service has. A service extends it with its own:
 * `class OrdersConfig extends ServiceConfig { @FromEnv('HOUTAI_ORDERS_HOLD_MINUTES') @IsWholeNumber(1) holdMinutes: number = 10; }`
 */
export class ServiceConfig extends DatabaseSettings {
  /** Role `<service>_app`. */
  @FromEnv('HOUTAI_DATABASE_URL')
  @IsDatabaseUrl()
  databaseUrl: string;

  /** Of the owner's role, which only `migrate.js` may hold: a service that is given it does not start. */
  @FromEnv('HOUTAI_MIGRATION_URL')
  @Rule(
    'isForMigrationsOnly',
    (value) => value === undefined,
    "must not be given to a service: only migrate.js holds its owner's credentials",
  )
  readonly ownersUrl?: string;

  /** What events travel by: Kafka, or a log in Postgres for one machine. */
  @FromEnv('HOUTAI_BUS')
  @IsIn(['kafka', 'embedded'])
  bus: BusChoice;

  /** `host:port,host:port` */
  @FromEnv('HOUTAI_KAFKA_BROKERS')
  @ValidateIf((config: ServiceConfig) => config.bus === 'kafka')
  @Matches(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, { message: '$property must be host:port, comma separated' })
  kafkaBrokers: string = '';

  /** Database that holds the log of the embedded bus. */
  @FromEnv('HOUTAI_BUS_URL')
  @ValidateIf((config: ServiceConfig) => config.bus === 'embedded')
  @IsDatabaseUrl()
  busUrl: string = '';

  /** Partitions of each topic. */
  @FromEnv('HOUTAI_BUS_PARTITIONS')
  @IsWholeNumber(1, 1000)
  busPartitions: number = 6;

  /** Copies of each Kafka topic. */
  @FromEnv('HOUTAI_KAFKA_REPLICATION')
  @IsWholeNumber(1, 10)
  kafkaReplication: number = 1;

  /** `on`: connections to Kafka are encrypted. The variables down to the password are told about here. */
  @FromEnv('HOUTAI_KAFKA_TLS')
  @IsKafkaSecurity()
  kafkaTls: string = 'off';

  /** PEM file of the authorities that may sign the brokers' certificates; without one those Node knows. */
  @FromEnv('HOUTAI_KAFKA_CA_FILE')
  kafkaCaFile: string = '';

  /** For brokers that ask for one; both files, or neither. */
  @FromEnv('HOUTAI_KAFKA_CLIENT_CERT_FILE')
  kafkaClientCertFile: string = '';

  /** The key of that certificate, in PEM. */
  @FromEnv('HOUTAI_KAFKA_CLIENT_KEY_FILE')
  kafkaClientKeyFile: string = '';

  /** `plain` (with TLS only), `scram-sha-256` or `scram-sha-512`. */
  @FromEnv('HOUTAI_KAFKA_SASL_MECHANISM')
  kafkaSaslMechanism: string = '';

  /** Who it signs in as, with a mechanism. */
  @FromEnv('HOUTAI_KAFKA_SASL_USERNAME')
  kafkaSaslUsername: string = '';

  /** With a mechanism. */
  @FromEnv('HOUTAI_KAFKA_SASL_PASSWORD')
  kafkaSaslPassword: string = '';

  /** Put before topics and groups, so that several installations can share one bus. */
  @FromEnv('HOUTAI_BUS_PREFIX')
  @Matches(/^[a-z0-9._-]*$/i)
  busPrefix: string = '';

  /** 0 picks a free port. */
  @FromEnv('PORT')
  @IsOptional()
  @IsWholeNumber(0, 65_535)
  port?: number;

  /** Address to listen at; `0.0.0.0` for every one of the machine. */
  @FromEnv('HOST')
  @IsString()
  host: string = '127.0.0.1';

  /** Addresses and networks (`10.0.0.0/8`), comma separated, whose word on the client's address is believed. */
  @FromEnv('HOUTAI_TRUSTED_PROXIES')
  @NamesTrustedProxies()
  trustedProxies: string = '';

  /** In `simulated` mode time comes from the caller (`X-Houtai-Time`), the event, or the last clock tick. */
  @FromEnv('HOUTAI_MODE')
  @IsIn(['live', 'simulated'])
  mode: ServiceMode = 'live';

  /**
   * Where the installation is reached from outside, without a path: the `type` of each problem is found there. Without it
   * it is where the request went to.
   */
  @FromEnv('HOUTAI_PUBLIC_URL')
  @IsOptional()
  @IsUrl(webUrl)
  @Matches(/[^/]$/, { message: '$property must not end with /' })
  publicUrl?: string;

  /** `live` or `test`; without it `live` in live mode. Every token and key names it, and is refused by the other one. */
  @FromEnv('HOUTAI_REALM')
  @IsOptional()
  @IsRealm()
  givenRealm?: Realm;

  /** JSON Web Key Set with the public keys that sign tokens. Either this or `HOUTAI_JWKS_URL`. */
  @FromEnv('HOUTAI_JWKS')
  @ValidateIf((config: ServiceConfig) => config.jwks !== undefined || config.jwksUrl === undefined)
  @IsJsonWebKeySet()
  jwks?: string;

  /** Where the key set is found instead. */
  @FromEnv('HOUTAI_JWKS_URL')
  @IsOptional()
  @IsUrl(webUrl)
  jwksUrl?: string;

  /** `iss` of the tokens that the gateway makes and every service takes. */
  @FromEnv('HOUTAI_TOKEN_ISSUER')
  @IsString()
  tokenIssuer: string = 'https://houtai.dev';

  /** `aud` that every access token must carry: one made for another system of the same issuer is not good here. */
  @FromEnv('HOUTAI_TOKEN_AUDIENCE')
  @IsString()
  tokenAudience: string = 'houtai';

  /** Takes tokens that do not say what they are, as a gateway of the release before makes them; only while one runs. */
  @FromEnv('HOUTAI_TAKE_UNTYPED_TOKENS')
  @IsBoolean()
  takesUntypedTokens: boolean = false;

  /** 32 bytes in base64 that protect personal data at rest. */
  @FromEnv('HOUTAI_DATA_KEY')
  @IsBase64()
  @DecodesToBytes(32)
  dataKey: string;

  /** Format of values sealed from now on. `v1` only while instances of a release run that cannot read `v2`. */
  @FromEnv('HOUTAI_SEAL_FORMAT')
  @IsIn(SEAL_FORMATS)
  sealFormat: SealFormat = 'v2';

  /** Traces are recorded and exported only when set. */
  @FromEnv('OTEL_EXPORTER_OTLP_ENDPOINT')
  @IsOptional()
  @IsUrl(webUrl)
  otlpEndpoint?: string;

  /** Connections to the database that one process has at most. */
  @FromEnv('HOUTAI_POOL_SIZE')
  @IsWholeNumber(2, 200)
  poolSize: number = 10;

  /** Largest request body in bytes. */
  @FromEnv('HOUTAI_BODY_LIMIT')
  @IsWholeNumber(1024, 64 * 1024 * 1024)
  bodyLimit: number = 1024 * 1024;

  /** How long a service waits at its start for migrations that it needs and that have not run yet. */
  @FromEnv('HOUTAI_MIGRATION_TIMEOUT_MS')
  @IsWholeNumber(1000)
  migrationTimeoutMs: number = 60_000;

  /**
   * Longest a statement of the service may take, waiting for locks included: more than the 10 s after which the
   * transaction of a stopped instance is ended.
   */
  @FromEnv('HOUTAI_STATEMENT_TIMEOUT_MS')
  @IsWholeNumber(100)
  statementTimeoutMs: number = 15_000;
}
