-- Last version of each key a consumer has dealt with, in an unbroken row; types it does not want count too.
-- Null: the key is older than this table, any version may be its next one.
create table consumed_version (
  consumer text not null,
  topic text not null,
  key text not null,
  version bigint,
  primary key (consumer, topic, key)
) with (fillfactor = 50);

-- Consumers that had applied events before versions were compared: they know keys nobody wrote down. For a day an older
-- release may be at work beside this one, which writes no versions: so long nothing counts as missing.
create table consumer_baseline (
  consumer text primary key,
  since timestamptz not null default now()
);
insert into consumer_baseline (consumer)
select consumer from applied_count union select consumer from parked_message;

alter table blocked_key
  -- failed: an event that threw is at the head; gap: an earlier version has not come
  add column reason text not null default 'failed' check (reason in ('failed', 'gap')),
  add column expected_version bigint,
  add column waits_until timestamptz;

-- Consumers wait for every version, so a producer that leaves one out is refused where it writes.
create or replace function outbox_new_version(a_topic text, a_key text, stored bigint, candidate bigint) returns bigint
language plpgsql immutable as $$
begin
  if candidate <= stored then
    raise exception 'version % of % % was written before (last is %)', candidate, a_topic, a_key, stored
      using errcode = 'unique_violation', constraint = 'outbox_version_is_new', table = 'outbox_version';
  end if;
  if candidate > stored + 1 then
    raise exception 'version % of % % leaves a hole (last is %)', candidate, a_topic, a_key, stored
      using errcode = 'check_violation', constraint = 'outbox_version_has_no_hole', table = 'outbox_version';
  end if;
  return candidate;
end $$;

-- Says of each message of one transaction what to do with it, and does what follows from that: enters the fresh ones
-- into the inbox, counts them, moves the versions of their keys on. A message has n (its place), id, topic, key, type,
-- version and wanted. A function, because the versions must be locked by a statement of its own: only the next one
-- sees what another member of the group committed while this one waited.
--   fresh    to be handled now
--   known    dealt with before
--   passed   in line, but of a type the consumer does not want
--   blocked  its key waits
--   gap      the version `expected` of its key has not come
create function admit_messages(a_consumer text, a_slot int, a_messages jsonb)
returns table (n int, verdict text, expected bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  m record;
  seen bigint;
  seen_topic text;
  seen_key text;
  numbers int[] := '{}';
  verdicts text[] := '{}';
  gaps bigint[] := '{}';
  ids uuid[] := '{}';
  types text[] := '{}';
  topics text[] := '{}';
  keys text[] := '{}';
  versions bigint[] := '{}';
  fresh_ids uuid[];
  beside_older boolean := exists (
    select 1 from consumer_baseline where consumer = a_consumer and since > now() - interval '1 day');
begin
  -- in one order for everybody, so that two chunks with the same keys wait for each other and do not deadlock
  insert into consumed_version as c (consumer, topic, key, version)
  select a_consumer, topic, key,
         case when exists (select 1 from consumer_baseline where consumer = a_consumer) then null else 0 end
    from (select distinct topic, key from jsonb_to_recordset(a_messages) as r(topic text, key text)) named
   where not exists (select 1 from consumed_version v
                      where v.consumer = a_consumer and v.topic = named.topic and v.key = named.key)
   order by topic, key
  on conflict do nothing;
  perform 1 from consumed_version c
    join (select distinct topic, key from jsonb_to_recordset(a_messages) as r(topic text, key text)) named
         using (topic, key)
   where c.consumer = a_consumer order by topic, key for update of c;

  for m in
    select r.*, c.version as last, b.reason
      from jsonb_to_recordset(a_messages)
             as r(n int, id uuid, topic text, key text, type text, version bigint, wanted boolean)
      join consumed_version c on c.consumer = a_consumer and c.topic = r.topic and c.key = r.key
      left join blocked_key b on b.consumer = a_consumer and b.topic = r.topic and b.key = r.key
     order by r.topic, r.key, r.n
  loop
    if (m.topic, m.key) is distinct from (seen_topic, seen_key) then
      seen_topic := m.topic;
      seen_key := m.key;
      -- null: older than the comparing of versions, any may be the next one
      seen := coalesce(m.last, m.version - 1);
    end if;
    numbers := numbers || m.n;
    gaps := gaps || seen + 1;
    if beside_older and m.reason is null then
      m.version := greatest(m.version, seen);
      seen := m.version - 1;
    end if;
    if m.version <= seen then
      verdicts := verdicts || 'known'::text;
    elsif m.version > seen + 1 then
      verdicts := verdicts || case when m.reason is null then 'gap' else 'blocked' end;
    elsif m.reason = 'failed' then
      verdicts := verdicts || 'blocked'::text;
    else
      -- a key that waits at a gap lets exactly the missing version pass
      seen := m.version;
      topics := topics || m.topic;
      keys := keys || m.key;
      versions := versions || m.version;
      if m.wanted then
        ids := ids || m.id;
        types := types || m.type;
        verdicts := verdicts || 'fresh'::text;
      else
        verdicts := verdicts || 'passed'::text;
      end if;
    end if;
  end loop;

  if cardinality(keys) > 0 then
    update consumed_version c set version = moved.version
      from (select topic, key, max(version) as version from unnest(topics, keys, versions) as u(topic, key, version)
             group by topic, key) moved
     where c.consumer = a_consumer and c.topic = moved.topic and c.key = moved.key;
  end if;
  if cardinality(ids) > 0 then
    with entered as (
      insert into inbox (consumer, message_id, type)
      select a_consumer, id, type from unnest(ids, types) as u(id, type) order by id
      on conflict do nothing
      returning message_id, type
    ), counted as (
      insert into applied_count as c (consumer, type, slot, count)
      select a_consumer, type, a_slot, count(*) from entered group by type order by type
      on conflict (consumer, type, slot) do update set count = c.count + excluded.count
    )
    select array_agg(message_id) into fresh_ids from entered;
  end if;

  return query
    select u.n, case when u.verdict = 'fresh' and not (r.id = any(coalesce(fresh_ids, '{}'))) then 'known'
                     else u.verdict end, u.expected
      from unnest(numbers, verdicts, gaps) as u(n, verdict, expected)
      join jsonb_to_recordset(a_messages) as r(n int, id uuid) on r.n = u.n
     order by u.n;
end $$;
