import type { Sql } from '../sql/sql';

/** A key as one consumer sees it. */
export interface ConsumedKey {
  consumer: string;
  topic: string;
  key: string;
}

/** Locks the key against arriving messages until the transaction ends; its last version, null when not known. */
export async function lockVersion(sql: Sql, { consumer, topic, key }: ConsumedKey): Promise<number | null> {
  const rows = await sql.rows<{ version: string | null }>(
    `select version::text from consumed_version where consumer = $1 and topic = $2 and key = $3 for update`,
    [consumer, topic, key],
  );
  const version = rows[0]?.version ?? null;
  return version === null ? null : Number(version);
}

/** Notes what was dealt with outside of the line; it never goes back. */
export async function moveVersionTo(
  sql: Sql,
  { consumer, topic, key }: ConsumedKey,
  version: number,
): Promise<void> {
  await sql.rows(
    `update consumed_version set version = greatest(version, $4::bigint)
      where consumer = $1 and topic = $2 and key = $3`,
    [consumer, topic, key, version],
  );
}

/** Notes that the first version of a key nobody has seen was dealt with. */
export async function beginKey(sql: Sql, { consumer, topic, key }: ConsumedKey): Promise<void> {
  await sql.rows(
    `insert into consumed_version (consumer, topic, key, version) values ($1, $2, $3, 1) on conflict do nothing`,
    [consumer, topic, key],
  );
}

/** What operators read about a gap. */
export function describeGap(expected: number, found: number): string {
  return `gap: expected version ${expected}, found ${found}`;
}
