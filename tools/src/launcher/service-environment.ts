import { databaseVariables, type Bus, type ServiceDatabase } from '@houtai/infrastructure';
import type { DemoAccount } from './demo-accounts';
import { TOKEN_ISSUER, type Secrets } from './secrets';
import type { ServiceName } from './service-names';

export interface SystemSettings {
  readonly mode: 'live' | 'simulated';
  readonly bus: Bus;
  readonly databases: Readonly<Record<string, ServiceDatabase>>;
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** Where the gateway finds a service that is not found at its port. */
  readonly addresses?: Readonly<Partial<Record<ServiceName, string>>>;
  readonly secrets: Secrets;
  readonly accounts: readonly DemoAccount[];
}

/** Not for services: they must not hold the addresses of a superuser or an owner, nor know that they run under a test. */
const WITHHELD =
  /^(HOUTAI_(POSTGRES_|MIGRATION_URL$|INFRA|TEST_|DEMO_|SIGNING_KEY|DATA_KEY|PORT$)|JEST_|NODE_ENV$|PORT$)/;

/** The whole environment of one service's process. */
export function serviceEnvironment(
  service: ServiceName,
  system: SystemSettings,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const database = databaseOf(service, system);
  const kept = Object.fromEntries(Object.entries(inherited).filter(([name]) => !WITHHELD.test(name)));
  return {
    // One process per service on one machine: every partition more is asked after in each fetch of each consumer.
    HOUTAI_BUS_PARTITIONS: '3',
    // On a large machine V8 lets the heap of each service grow to several times what is in use before it looks for garbage.
    NODE_OPTIONS: '--max-old-space-size=512',
    // What one machine shows is not the real thing, whatever its clock.
    HOUTAI_REALM: 'test',
    // Webhooks are tried out with a receiver on the same machine.
    ...(kept.HOUTAI_REALM !== 'live' && { HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.0/8' }),
    // Whoever is asked, the description of a problem is found at the entry.
    HOUTAI_PUBLIC_URL: `http://127.0.0.1:${system.ports.gateway}`,
    ...kept,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(system.ports[service]),
    HOUTAI_MODE: system.mode,
    ...databaseVariables(service, database),
    ...busEnvironment(system.bus),
    HOUTAI_JWKS: system.secrets.jwks,
    HOUTAI_TOKEN_ISSUER: TOKEN_ISSUER,
    HOUTAI_DATA_KEY: system.secrets.dataKey,
    ...(service === 'gateway' ? gatewayEnvironment(system) : {}),
  };
}

/** How the database is reached, and no more: it has the owner's credentials. */
const FOR_MIGRATIONS =
  /^(PATH|LOG_LEVEL|HOUTAI_DATABASE_(TLS|\w+_FILE)|HOUTAI_MIGRATION_TIMEOUT_MS|NODE_EXTRA_CA_CERTS)$/;

/** The whole environment of the process that migrates the database of a service. */
export function migrationEnvironment(
  service: ServiceName,
  system: Pick<SystemSettings, 'databases'>,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => FOR_MIGRATIONS.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production',
    HOUTAI_MIGRATION_URL: databaseOf(service, system).ownerUrl,
  };
}

function databaseOf(service: ServiceName, { databases }: Pick<SystemSettings, 'databases'>): ServiceDatabase {
  const database = databases[service];
  if (!database) throw new Error(`no database was provisioned for ${service}`);
  return database;
}

/** What selects the bus. */
export function busEnvironment(bus: Bus): Record<string, string> {
  return bus.kind === 'kafka'
    ? { HOUTAI_BUS: 'kafka', HOUTAI_KAFKA_BROKERS: bus.brokers }
    : { HOUTAI_BUS: 'embedded', HOUTAI_BUS_URL: bus.url };
}

function gatewayEnvironment({ ports, addresses, secrets, accounts }: SystemSettings): Record<string, string> {
  const services = Object.fromEntries(
    Object.entries(ports)
      .filter(([name]) => name !== 'gateway')
      .map(([name, port]) => [name, addresses?.[name as ServiceName] ?? `http://127.0.0.1:${port}`]),
  );
  return {
    HOUTAI_SIGNING_KEY: secrets.signingKey,
    HOUTAI_SERVICES: JSON.stringify(services),
    HOUTAI_DEMO_ACCOUNTS: JSON.stringify(accounts),
  };
}
