import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  copyDatabase,
  databaseName,
  dropDatabase,
  provisionDatabases,
  type ServiceDatabase,
} from '@houtai/infrastructure';
import { Client } from 'pg';

/** A state that many databases of tests begin in: made once in a run, by whoever comes first, and copied from then on. */
export interface DatabaseTemplate {
  /** All that the state depends on: whoever says the same gets the same. */
  readonly contents: string;
  make(database: ServiceDatabase): Promise<void>;
}

/** What provisioning leaves: the roles and their rights, no tables. */
export const EMPTY: DatabaseTemplate = { contents: '', make: () => Promise.resolve() };

/** What the owner has when he has run these scripts, in this order. */
export function scripted(scripts: readonly string[]): DatabaseTemplate {
  return {
    contents: scripts.join('\n;\n'),
    make: ({ ownerUrl }) =>
      withClient(ownerUrl, async (owner) => {
        for (const script of scripts) await owner.query(script);
      }),
  };
}

/** The scripts of a folder of migrations, in order; all of them, or those that `wanted` takes. */
export async function migrationScripts(
  folder: string,
  wanted: (file: string) => boolean = () => true,
): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && wanted(file)).sort();
  return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
}

/** Makes database `name` of a service as a copy of the template, which is made first where it is missing. */
export async function copyTemplate(
  adminUrl: string,
  service: string,
  template: DatabaseTemplate,
  name: string,
): Promise<ServiceDatabase> {
  const from = templateName(adminUrl, service, template);
  return withClient(adminUrl, async (admin) => {
    if (!(await isReady(admin, from))) await makeTemplate(admin, adminUrl, service, template, from);
    return copyDatabase(admin, adminUrl, service, { from, to: name });
  });
}

/** Migrations and the passwords of the roles may depend on the day and on the superuser's password. */
export function templateName(adminUrl: string, service: string, { contents }: DatabaseTemplate): string {
  const day = new Date().toISOString().slice(0, 10);
  const { password } = new URL(adminUrl);
  const hash = createHash('sha256')
    .update(JSON.stringify([contents, day, password]))
    .digest('hex');
  return `t_template_${hash.slice(0, 12)}_${databaseName(service)}`;
}

/** One that is ready lets nobody in, so that nothing keeps it from being copied. */
async function isReady(admin: Client, name: string): Promise<boolean> {
  const found = await admin.query('select from pg_database where datname = $1 and not datallowconn', [name]);
  return found.rowCount === 1;
}

async function makeTemplate(
  admin: Client,
  adminUrl: string,
  service: string,
  template: DatabaseTemplate,
  name: string,
): Promise<void> {
  const lock = [`houtai-template ${name}`];
  await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', lock);
  try {
    if (await isReady(admin, name)) return;
    // Somebody may have died while making it.
    await dropDatabase(adminUrl, name);
    const { [service]: made } = await provisionDatabases(adminUrl, [service], { [service]: name });
    if (!made) throw new Error(`no database was made for ${service}`);
    await template.make(made);
    await admin.query(`alter database ${admin.escapeIdentifier(name)} allow_connections false`);
  } finally {
    await admin.query('select pg_advisory_unlock(hashtextextended($1, 0))', lock);
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
