import { createHmac } from 'node:crypto';
import { Client } from 'pg';

/** Addresses of one service's database: the service signs in as `<service>_app`, migrations as `<service>_owner`. */
export interface ServiceDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** Serialises everybody who provisions on one server: roles belong to the whole server. */
const LOCK = 0x686f_7574;

/** The name a service has in Postgres: `customer-service` owns database `customer_service`. */
export function databaseName(service: string): string {
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(service)) throw new Error(`"${service}" is not a service name`);
  return service.replaceAll('-', '_');
}

/**
 * Makes, where missing, each service's database and its two roles, and sets what the roles may do: the owner makes
 * tables, the app role reads and writes rows of them. Idempotent and safe to run at the same time; passwords follow
 * from the superuser's, so that running it again changes none.
 * @param adminUrl of a role that may create databases and roles
 * @param databases name of the database per service where it is not the service's own (tests have many of one service)
 */
export async function provisionDatabases(
  adminUrl: string,
  services: readonly string[],
  databases: Readonly<Record<string, string>> = {},
): Promise<Record<string, ServiceDatabase>> {
  const admin = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    const made: Record<string, ServiceDatabase> = {};
    for (const service of services) {
      made[service] = await provisionOne(
        admin,
        adminUrl,
        service,
        databases[service] ?? databaseName(service),
      );
    }
    return made;
  } finally {
    await admin.end();
  }
}

/** Makes the database of the embedded bus with its one role; returns its address. Idempotent. */
export async function provisionBus(adminUrl: string, database = 'houtai_bus'): Promise<string> {
  const admin = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    const password = rolePassword(adminUrl, 'houtai_bus');
    await withLock(admin, () => ensureRole(admin, 'houtai_bus', password));
    await ensureDatabase(admin, database, 'houtai_bus');
    return urlFor(adminUrl, database, 'houtai_bus', password);
  } finally {
    await admin.end();
  }
}

/** Ends the sessions in a database and removes it; nothing happens when there is none. */
export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${admin.escapeIdentifier(database)} with (force)`);
  } finally {
    await admin.end();
  }
}

async function provisionOne(
  admin: Client,
  adminUrl: string,
  service: string,
  database: string,
): Promise<ServiceDatabase> {
  const owner = `${databaseName(service)}_owner`;
  const app = `${databaseName(service)}_app`;
  const ownerPassword = rolePassword(adminUrl, owner);
  const appPassword = rolePassword(adminUrl, app);
  await withLock(admin, async () => {
    await ensureRole(admin, owner, ownerPassword);
    await ensureRole(admin, app, appPassword);
  });
  await ensureDatabase(admin, database, owner);
  const name = admin.escapeIdentifier(database);
  await admin.query(
    `revoke all on database ${name} from public; grant connect, temporary on database ${name} to ${app};`,
  );
  const ownerUrl = urlFor(adminUrl, database, owner, ownerPassword);
  const inside = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await inside.connect();
  try {
    await inside.query(`
      revoke all on schema public from public;
      grant usage on schema public to ${app};
      alter default privileges in schema public grant select, insert, update, delete on tables to ${app};
      alter default privileges in schema public grant usage, select on sequences to ${app};
    `);
  } finally {
    await inside.end();
  }
  return { ownerUrl, appUrl: urlFor(adminUrl, database, app, appPassword) };
}

async function withLock(admin: Client, work: () => Promise<void>): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await work();
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const found = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  const secret = admin.escapeLiteral(password);
  // Set again each time: the superuser's password, from which it follows, may have been changed.
  if (found.rowCount) return void (await admin.query(`alter role ${role} password ${secret}`));
  await admin.query(`create role ${role} login password ${secret}`);
  // Someone who is not a superuser may give a database only to a role that they are a member of.
  await admin.query(`do $$ begin
    if not (select rolsuper from pg_roles where rolname = current_user) then execute 'grant ${role} to current_user'; end if;
  end $$`);
}

async function ensureDatabase(admin: Client, database: string, owner: string): Promise<void> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount) return;
  try {
    await admin.query(`create database ${admin.escapeIdentifier(database)} owner ${owner}`);
  } catch (error) {
    // 42P04 duplicate_database, 23505 of the catalogue: somebody else made it in the meantime.
    const { code } = error as { code?: string };
    if (code !== '42P04' && code !== '23505') throw error;
  }
}

function rolePassword(adminUrl: string, role: string): string {
  const secret = decodeURIComponent(new URL(adminUrl).password) || 'houtai';
  return createHmac('sha256', secret).update(`houtai role ${role}`).digest('hex').slice(0, 40);
}

function urlFor(adminUrl: string, database: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}
