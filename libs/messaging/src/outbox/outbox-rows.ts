/** A row of the outbox as the relay reads it; the payload stays text, it goes to the wire as it is. */
export interface OutboxRow {
  seq: string;
  id: string;
  topic: string;
  key: string;
  type: string;
  value: string;
  headers: Record<string, string>;
}

export const BATCH_LIMIT = 500;

/** Keys with a dead event wait: what came after it must not overtake it. */
export const NEXT_ROWS = `
  select seq::text as seq, id, topic, key, type, payload::text as value, headers
    from outbox o
   where not exists (select 1 from outbox_dead d where d.topic = o.topic and d.key = o.key)
   order by o.seq limit ${BATCH_LIMIT}`;

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
