import { Pool } from 'pg';

/**
 * The log: a message has its place by topic, partition and offset. Offsets are drawn from `bus_partition`
 * under a row lock that lasts until the commit, so a reader that has seen an offset has seen all before it.
 */
const SCHEMA = `
create table if not exists bus_partition (
  topic text not null,
  partition int not null,
  next_offset bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists bus_message (
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  key text not null,
  headers jsonb not null,
  value text not null,
  written_at timestamptz not null default now(),
  primary key (topic, partition, "offset")
);
create index if not exists bus_message_by_age on bus_message using brin (written_at);

create table if not exists bus_group_offset (
  group_name text not null,
  topic text not null,
  partition int not null,
  next_offset bigint not null,
  primary key (group_name, topic, partition)
) with (fillfactor = 50);

create table if not exists bus_member (
  group_name text not null,
  member uuid not null,
  topics text[] not null,
  expires_at timestamptz not null,
  primary key (group_name, member)
) with (fillfactor = 50);

-- which member reads a partition; without a row nobody does
create table if not exists bus_lease (
  group_name text not null,
  topic text not null,
  partition int not null,
  member uuid not null,
  primary key (group_name, topic, partition)
);`;

/** Creates what is missing; any number of processes may do so at once. */
export async function createEmbeddedSchema(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select to_regclass('bus_lease') is not null as there`,
  );
  if (rows[0]?.there) return;
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('houtai-bus-schema', 0)); ${SCHEMA} commit;`,
  );
}
