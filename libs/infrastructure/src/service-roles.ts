import { createHmac } from 'node:crypto';

/** Addresses of one service's database: the service signs in as `<service>_app`, migrations as `<service>_owner`. */
export interface ServiceDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** The same as its roles beside, by what they do. */
  readonly besideUrls: Readonly<Record<string, string>>;
}

/** What a service may not do as its own role: roles that may do one thing each, as its migrations say (`finance_sealer`). */
const BESIDE: Readonly<Record<string, readonly string[]>> = { finance: ['sealer', 'closer'] };

/** The name a service has in Postgres: `customer-service` owns database `customer_service`. */
export function databaseName(service: string): string {
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(service)) throw new Error(`"${service}" is not a service name`);
  return service.replaceAll('-', '_');
}

/** A role with its password, which follows from the superuser's. */
export interface Role {
  readonly name: string;
  readonly password: string;
}

/** The roles of a service. */
export interface ServiceRoles {
  /** Makes tables. */
  readonly owner: Role;
  /** Reads and writes their rows. */
  readonly app: Role;
  /** What `app` becomes for a partner's request; nobody signs in as it, and migrations say what it may do. */
  readonly partner: string;
  /** May do one thing each, by what they do. */
  readonly beside: Readonly<Record<string, Role>>;
}

export function rolesOf(adminUrl: string, service: string): ServiceRoles {
  const name = databaseName(service);
  return {
    owner: role(adminUrl, `${name}_owner`),
    app: role(adminUrl, `${name}_app`),
    partner: `${name}_partner`,
    beside: Object.fromEntries(
      (BESIDE[service] ?? []).map((kind) => [kind, role(adminUrl, `${name}_${kind}`)]),
    ),
  };
}

export function role(adminUrl: string, name: string): Role {
  const secret = decodeURIComponent(new URL(adminUrl).password) || 'houtai';
  const password = createHmac('sha256', secret).update(`houtai role ${name}`).digest('hex').slice(0, 40);
  return { name, password };
}

export function addressesOf(adminUrl: string, service: string, database: string): ServiceDatabase {
  const { owner, app, beside } = rolesOf(adminUrl, service);
  const as = (one: Role): string => urlFor(adminUrl, database, one);
  return {
    ownerUrl: as(owner),
    appUrl: as(app),
    besideUrls: Object.fromEntries(Object.entries(beside).map(([kind, one]) => [kind, as(one)])),
  };
}

/** What a process of the service is told of its database: `HOUTAI_DATABASE_URL`, `HOUTAI_FINANCE_SEALER_URL`, … */
export function databaseVariables(service: string, database: ServiceDatabase): Record<string, string> {
  const prefix = `HOUTAI_${databaseName(service).toUpperCase()}`;
  const beside = Object.entries(database.besideUrls).map(([kind, url]) => [
    `${prefix}_${kind.toUpperCase()}_URL`,
    url,
  ]);
  return { HOUTAI_DATABASE_URL: database.appUrl, ...Object.fromEntries(beside) };
}

export function urlFor(adminUrl: string, database: string, { name, password }: Role): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}
