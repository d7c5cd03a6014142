import type { BoundedClient } from '@houtai/messaging/base';

/** Names of the migrations that have run in the database of the session. */
export async function executedMigrations(session: BoundedClient): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ exists: boolean }>(
    `select to_regclass('public.migrations') is not null as exists`,
  );
  if (!rows[0]?.exists) return new Set();
  const executed = await session.query<{ name: string }>('select name from public.migrations');
  return new Set(executed.rows.map(({ name }) => name));
}
