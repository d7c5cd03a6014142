/** An event to be published, as the relay reads it; the payload stays text, it goes to the wire as it is. */
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
 * which consumers see through. The plans are made once, when the queue may be empty, and have to hold for any
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

/**
 * Takes what was published ($1) off the queue and reads its front, without what is held or being sent this moment ($2).
 * No cursor: a row that commits late is never passed by.
 */
export const TAKE_NEXT = `
  with gone as (
    delete from outbox_queue where not held and seq = any($1::bigint[])
  ), front as materialized (
    select seq, created_at from outbox_queue
     where not held
     order by held, seq limit ${BATCH_LIMIT} + cardinality($1::bigint[]) + cardinality($2::bigint[])
  ), next as materialized (
    -- this statement still sees the rows it deletes
    select seq, created_at from front
     where not exists (select 1 from unnest($1::bigint[] || $2::bigint[]) as taken(seq) where taken.seq = front.seq)
     order by seq limit ${BATCH_LIMIT}
  )
  select n.seq::text as seq, e.id, e.topic, e.key, e.type, coalesce(e.data, e.payload::text) as value, e.headers,
         exists (
           select 1 from outbox_dead d where d.topic = e.topic and d.key = e.key and d.seq < n.seq
         ) as "behindDead"
    from next n join event_log e on e.seq = n.seq and e.created_at = n.created_at
   order by n.seq`;

/**
 * Marks rows behind a dead event and counts them. The lock makes sure that the dead event is still there: who takes it
 * away locks it first and releases the marked rows after. Where somebody does so this moment, nothing is marked.
 */
export const HOLD_ROWS = `
  with behind as materialized (
    select q.seq
      from outbox_queue q
           cross join lateral (
             select 1 from outbox_dead d
              where d.topic = q.topic and d.key = q.key and d.seq < q.seq
              order by d.topic, d.key limit 1 for share skip locked
           ) dead
     where not q.held and q.seq = any($1::bigint[])
  ), marked as (
    update outbox_queue q set held = true
     where not q.held and q.seq = any($1::bigint[]) and q.seq in (select seq from behind)
    returning 1
  )
  select count(*)::int as held from marked`;

/** From here on it holds its key back. */
export const MOVE_TO_DEAD = `
  with gone as (
    delete from outbox_queue where not held and seq = $1::bigint returning seq, created_at
  )
  insert into outbox_dead (seq, id, topic, key, type, payload, headers, aggregate_version, created_at, error)
  select seq, id, topic, key, type, coalesce(payload, data::jsonb), headers, aggregate_version, created_at, $2
    from gone join event_log using (seq, created_at)`;

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
