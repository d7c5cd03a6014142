import { Client } from 'pg';
import {
  addressesOf,
  databaseName,
  role,
  rolesOf,
  urlFor,
  type Role,
  type ServiceDatabase,
  type ServiceRoles,
} from './service-roles';

/** Serialises everybody who provisions on one server: roles belong to the whole server. */
const LOCK = 0x686f_7574;

/**
 * Makes, where missing, each service's database and its roles, and sets what the roles may do: the owner makes tables,
 * the app role reads and writes rows of them, the partner role and roles beside may do what migrations give them. Idempotent and safe to run at the same time; passwords follow
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
    const bus = role(adminUrl, 'houtai_bus');
    await withLock(admin, () => ensureRole(admin, bus));
    await ensureDatabase(admin, database, bus.name);
    return urlFor(adminUrl, database, bus);
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
  const roles = rolesOf(adminUrl, service);
  const { owner, app, partner } = roles;
  await withLock(admin, async () => {
    await ensureRole(admin, owner);
    for (const one of signingIn(roles)) await ensureRole(admin, one);
    await ensurePartnerRole(admin, partner, app.name);
  });
  await ensureDatabase(admin, database, owner.name);
  await letIn(admin, database, roles);
  const addresses = addressesOf(adminUrl, service, database);
  const inside = new Client({ connectionString: addresses.ownerUrl, connectionTimeoutMillis: 10_000 });
  await inside.connect();
  try {
    await inside.query(`
      revoke all on schema public from public;
      grant usage on schema public to ${app.name};
      alter default privileges in schema public grant select, insert, update, delete on tables to ${app.name};
      alter default privileges in schema public grant usage, select on sequences to ${app.name};
    `);
  } finally {
    await inside.end();
  }
  return addresses;
}

/**
 * Copies a provisioned database with all that is in it, and gives the copy to the same service. Nobody may be signed in
 * to the original. Files are copied as they are, which costs a fraction of writing every page to the log.
 */
export async function copyDatabase(
  admin: Client,
  adminUrl: string,
  service: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ServiceDatabase> {
  const roles = rolesOf(adminUrl, service);
  const { owner } = roles;
  const [original, copy] = [from, to].map((name) => admin.escapeIdentifier(name));
  await admin.query(`create database ${copy} template ${original} owner ${owner.name} strategy file_copy`);
  await letIn(admin, to, roles);
  return addressesOf(adminUrl, service, to);
}

/** Whom the service signs in as. */
function signingIn({ app, beside }: ServiceRoles): Role[] {
  return [app, ...Object.values(beside)];
}

/** What a copy does not take over: nobody else may sign in. */
async function letIn(admin: Client, database: string, roles: ServiceRoles): Promise<void> {
  const name = admin.escapeIdentifier(database);
  const { app } = roles;
  await admin.query(
    `revoke all on database ${name} from public; grant connect, temporary on database ${name} to ${app.name};`,
  );
  for (const one of Object.values(roles.beside))
    await admin.query(`grant connect on database ${name} to ${one.name}`);
}

async function withLock(admin: Client, work: () => Promise<void>): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await work();
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function ensureRole(admin: Client, { name, password }: Role): Promise<void> {
  const found = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  const secret = admin.escapeLiteral(password);
  // Set again each time: the superuser's password, from which it follows, may have been changed.
  if (found.rowCount) return void (await admin.query(`alter role ${name} password ${secret}`));
  await admin.query(`create role ${name} login password ${secret}`);
  // Someone who is not a superuser may give a database only to a role that they are a member of.
  await admin.query(`do $$ begin
    if not (select rolsuper from pg_roles where rolname = current_user) then execute 'grant ${name} to current_user'; end if;
  end $$`);
}

/** The app role may become it, and has none of its rights before it does. */
async function ensurePartnerRole(admin: Client, partner: string, app: string): Promise<void> {
  const found = await admin.query('select 1 from pg_roles where rolname = $1', [partner]);
  if (!found.rowCount) await admin.query(`create role ${partner} nologin`);
  await admin.query(`grant ${partner} to ${app} with inherit false, set true`);
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
