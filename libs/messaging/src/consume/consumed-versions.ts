import { EntityManager } from 'typeorm';
import { preparedQuery } from '../prepared-query';
import { nameOfKey } from './version-line';

/** In one order for everybody, so that two chunks with the same keys wait for each other and do not deadlock. */
const LOCK_VERSIONS = `
  insert into consumed_version as c (consumer, topic, key, version)
  select $1, topic, key, case when exists (select 1 from consumer_baseline where consumer = $1) then null else 0 end
    from (select distinct topic, key from jsonb_to_recordset($2::jsonb) as m(topic text, key text)) keys
   order by topic, key
  on conflict (consumer, topic, key) do update set version = c.version
  returning topic, key, version::text`;

interface VersionRow {
  topic: string;
  key: string;
  version: string | null;
}

/** Locks the keys until the transaction ends; the last version of each by `nameOfKey`, null when not known. */
export async function lockVersions(
  sql: EntityManager,
  consumer: string,
  keys: readonly { topic: string; key: string }[],
): Promise<Map<string, number | null>> {
  const names = keys.map(({ topic, key }) => ({ topic, key }));
  const rows = await preparedQuery<VersionRow>(sql, 'houtai_lock_versions', LOCK_VERSIONS, [
    consumer,
    JSON.stringify(names),
  ]);
  return new Map(
    rows.map((row) => [nameOfKey(row), row.version === null ? null : Number(row.version)] as const),
  );
}

/** Notes what was dealt with outside of the line; it never goes back. */
export async function moveVersionTo(
  sql: EntityManager,
  { consumer, topic, key }: { consumer: string; topic: string; key: string },
  version: number,
): Promise<void> {
  await sql.query(
    `update consumed_version set version = greatest(version, $4::bigint)
      where consumer = $1 and topic = $2 and key = $3`,
    [consumer, topic, key, version],
  );
}
