import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provisionDatabases, type ServiceDatabase } from '@houtai/infrastructure';
import { Client } from 'pg';

/** An empty database of a service's shape beside the services' own, with the tables of the folders given. */
export async function migratedDatabase(
  adminUrl: string,
  service: string,
  name: string,
  folders: readonly string[],
): Promise<ServiceDatabase> {
  const databases = await provisionDatabases(adminUrl, [service], { [service]: name });
  const database = databases[service];
  if (!database) throw new Error(`no database was made for ${service}`);
  await withClient(database.ownerUrl, async (owner) => {
    for (const folder of folders)
      for (const file of (await readdir(folder)).sort())
        if (file.endsWith('.sql')) await owner.query(await readFile(join(folder, file), 'utf8'));
  });
  return database;
}

/** Runs work on a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
