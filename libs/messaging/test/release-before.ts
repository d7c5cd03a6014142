/** What the release before 1700000000010 says to the database, word by word. Goes with the view `outbox`. */

export const WRITE = `
  with outbox_input as (
    select * from jsonb_to_recordset($1::jsonb)
      as i(n int, id uuid, topic text, key text, type text, payload jsonb, headers jsonb, version bigint)
  ), outbox_locked as (
    insert into outbox_version as v (topic, key, first_version, version)
    select topic, key, min(version), max(version) from outbox_input group by topic, key order by topic, key
    on conflict (topic, key) do update
      set first_version = outbox_new_version(v.topic, v.key, v.version, excluded.first_version),
          version = excluded.version
    returning v.topic, v.key
  ), outbox_rows as (
    insert into outbox (id, topic, key, type, payload, headers, aggregate_version)
    select i.id, i.topic, i.key, i.type, i.payload, i.headers, i.version
      from outbox_input i join outbox_locked l on l.topic = i.topic and l.key = i.key
     order by i.n
    returning seq
  ) select 1`;

export const NEXT_ROWS = `
  select seq::text as seq, id, topic, key, type, payload::text as value, headers,
         exists (
           select 1 from outbox_dead d where d.topic = o.topic and d.key = o.key and d.seq < o.seq
         ) as "behindDead"
    from outbox o
   where not o.held
   order by o.held, o.seq limit 500`;

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

export const RETRY = `
  with back as (delete from outbox_dead where id::text = $1 returning *)
  insert into outbox (seq, id, topic, key, type, payload, headers, aggregate_version, created_at)
  select seq, id, topic, key, type, payload, headers, aggregate_version, created_at from back
  returning seq`;

export const DISCARD = `
  with gone as (delete from outbox_dead where id::text = $1 returning *)
  insert into outbox (seq, id, topic, key, type, payload, headers, aggregate_version, created_at)
  select seq, id, topic, key, $2, jsonb_build_object('type', type),
         headers || jsonb_build_object('type', $2::text), aggregate_version, created_at from gone
  returning seq`;

export const DEPTH = 'select count(*)::int as n from outbox';

export const PRODUCED = `
  with waiting as (
    select type, count(*) as n, min(created_at) as oldest from outbox group by type
  ), produced as (
    select type, sum(n) as n from (
      select type, count as n from published_count union all select type, n from waiting
    ) all_events group by type
  ) select jsonb_object_agg(type, n) as produced from produced`;
