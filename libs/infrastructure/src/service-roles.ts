import { createHmac } from 'node:crypto';

/** Addresses of one service's database: the service signs in as `<service>_app`, migrations as `<service>_owner`. */
export interface ServiceDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
}

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
}

export function rolesOf(adminUrl: string, service: string): ServiceRoles {
  const name = databaseName(service);
  return {
    owner: role(adminUrl, `${name}_owner`),
    app: role(adminUrl, `${name}_app`),
    partner: `${name}_partner`,
  };
}

export function role(adminUrl: string, name: string): Role {
  const secret = decodeURIComponent(new URL(adminUrl).password) || 'houtai';
  const password = createHmac('sha256', secret).update(`houtai role ${name}`).digest('hex').slice(0, 40);
  return { name, password };
}

export function addressesOf(adminUrl: string, service: string, database: string): ServiceDatabase {
  const { owner, app } = rolesOf(adminUrl, service);
  return { ownerUrl: urlFor(adminUrl, database, owner), appUrl: urlFor(adminUrl, database, app) };
}

export function urlFor(adminUrl: string, database: string, { name, password }: Role): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}
