/** A row of the outbox as the relay reads it; the payload stays text, it goes to the wire as it is. */
export interface OutboxRow {
  seq: string;
  id: string;
  topic: string;
  key: string;
  type: string;
  value: string;
  headers: Record<string, string>;
  /** It stands behind a dead event of its key: it waits, what came after must not overtake. */
  behindDead: boolean;
}

export const BATCH_LIMIT = 500;

/**
 * Settings of the session these statements run in. What comes back after a crash of the server is published again,
 * which consumers see through. The plans are made once, when the outbox may be empty, and have to hold for any
 * backlog: by index, whatever the statistics say.
 */
export const RELAY_SESSION = {
  synchronous_commit: 'off',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_sort: 'off',
  plan_cache_mode: 'force_generic_plan',
  // before Postgres 18 a plan that cannot do without something switched off looks dear enough to be compiled
  jit: 'off',
};

/** The front of the outbox without what is marked as held. */
export const NEXT_ROWS = `
  select seq::text as seq, id, topic, key, type, payload::text as value, headers,
         exists (
           select 1 from outbox_dead d where d.topic = o.topic and d.key = o.key and d.seq < o.seq
         ) as "behindDead"
    from outbox o
   where not o.held
   order by o.held, o.seq limit ${BATCH_LIMIT}`;

/**
 * Marks rows behind a dead event and counts them. The lock makes sure that the dead event is still there: who takes it
 * away locks it first and releases the marked rows after. Where somebody does so this moment, nothing is marked.
 */
export const HOLD_ROWS = `
  with behind as materialized (
    select o.seq
      from outbox o
           cross join lateral (
             select 1 from outbox_dead d
              where d.topic = o.topic and d.key = o.key and d.seq < o.seq
              order by d.topic, d.key limit 1 for share skip locked
           ) dead
     where o.seq = any($1::bigint[])
  ), marked as (
    update outbox o set held = true
     where o.seq = any($1::bigint[]) and o.seq in (select seq from behind)
    returning 1
  )
  select count(*)::int as held from marked`;

/** Moves published rows to the log and counts them; a row that another relay moved is not counted again. */
export const MOVE_TO_LOG = `
  with gone as (
    delete from outbox where seq = any($1::bigint[]) returning *
  ), logged as (
    insert into event_log (seq, id, topic, key, type, payload, headers, aggregate_version, created_at)
    select seq, id, topic, key, type, payload, headers, aggregate_version, created_at from gone
  ), counted as (
    insert into published_count as c (type, count) select type, count(*) from gone group by type order by type
    on conflict (type) do update set count = c.count + excluded.count
  )
  select count(*)::int as moved from gone`;

/** From here on it holds its key back. */
export const MOVE_TO_DEAD = `
  with gone as (
    delete from outbox where seq = $1::bigint returning *
  )
  insert into outbox_dead (seq, id, topic, key, type, payload, headers, aggregate_version, created_at, error)
  select seq, id, topic, key, type, payload, headers, aggregate_version, created_at, $2 from gone`;

/** Splits rows into batches no bigger than the bus likes, keeping their order. */
export function slices(rows: readonly OutboxRow[], maxBytes: number): OutboxRow[][] {
  const result: OutboxRow[][] = [];
  let current: OutboxRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = row.value.length + 400;
    if (current.length > 0 && bytes + size > maxBytes) {
      result.push(current);
      current = [];
      bytes = 0;
    }
    current.push(row);
    bytes += size;
  }
  if (current.length > 0) result.push(current);
  return result;
}
