-- A first version enters its key with one statement; five were a third of what admitting it cost. The rest is as it was.
create or replace function admit_messages(a_consumer text, a_slot int, a_messages jsonb)
returns table (n int, verdict text, expected bigint)
language plpgsql
-- The plans are made when a service starts on empty tables, and kept while these grow. So every statement below asks for
-- one key, and never scans: joins would be planned for tables without rows.
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  m record;
  seen bigint;
  stored bigint;
  seen_topic text;
  seen_key text;
  why_blocked text;
  numbers int[] := '{}';
  verdicts text[] := '{}';
  gaps bigint[] := '{}';
  all_ids uuid[] := '{}';
  ids uuid[] := '{}';
  types text[] := '{}';
  fresh_ids uuid[] := '{}';
  beside_older boolean := exists (
    select 1 from consumer_baseline where consumer = a_consumer and since > now() - interval '1 day');
begin
  -- keys in one order for everybody, so that two chunks with the same ones wait for each other and do not deadlock
  for m in
    select * from jsonb_to_recordset(a_messages)
      as r(n int, id uuid, topic text, key text, type text, version bigint, wanted boolean)
     order by topic, key, n
  loop
    if (m.topic, m.key) is distinct from (seen_topic, seen_key) then
      if seen > stored then
        update consumed_version c set version = seen
         where c.consumer = a_consumer and c.topic = seen_topic and c.key = seen_key;
      end if;
      seen_topic := m.topic;
      seen_key := m.key;
      if m.version = 1 then
        insert into consumed_version (consumer, topic, key, version)
        select a_consumer, seen_topic, seen_key, 1
         where not exists (select from blocked_key b
                            where b.consumer = a_consumer and b.topic = seen_topic and b.key = seen_key)
        on conflict do nothing;
      end if;
      if m.version = 1 and found then
        seen := 0;
        stored := 1;
        why_blocked := null;
      else
        select c.version into stored from consumed_version c
         where c.consumer = a_consumer and c.topic = seen_topic and c.key = seen_key for update;
        if not found then
          insert into consumed_version (consumer, topic, key, version)
          values (a_consumer, seen_topic, seen_key,
                  case when exists (select 1 from consumer_baseline where consumer = a_consumer) then null else 0 end)
          on conflict do nothing;
          select c.version into stored from consumed_version c
           where c.consumer = a_consumer and c.topic = seen_topic and c.key = seen_key for update;
        end if;
        select b.reason into why_blocked from blocked_key b
         where b.consumer = a_consumer and b.topic = seen_topic and b.key = seen_key;
        -- null: older than the comparing of versions, any may be the next one
        seen := coalesce(stored, m.version - 1);
        stored := coalesce(stored, 0);
      end if;
    end if;
    -- a copy of a message in hand is known by its version, here by its id
    if beside_older and why_blocked is null and not coalesce(m.id = any (ids), false) then
      m.version := greatest(m.version, seen);
      seen := m.version - 1;
    end if;
    numbers := numbers || m.n;
    all_ids := all_ids || m.id;
    gaps := gaps || seen + 1;
    if m.version <= seen then
      verdicts := verdicts || 'known'::text;
    elsif m.version > seen + 1 then
      verdicts := verdicts || case when why_blocked is null then 'gap' else 'blocked' end;
    elsif why_blocked = 'failed' then
      verdicts := verdicts || 'blocked'::text;
    else
      -- a key that waits at a gap lets exactly the missing version pass
      seen := m.version;
      if m.wanted then
        ids := ids || m.id;
        types := types || m.type;
      end if;
      verdicts := verdicts || case when m.wanted then 'fresh' else 'passed' end;
    end if;
  end loop;
  if seen > stored then
    update consumed_version c set version = seen
     where c.consumer = a_consumer and c.topic = seen_topic and c.key = seen_key;
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
    select coalesce(array_agg(message_id), '{}') into fresh_ids from entered;
  end if;

  return query
    select u.n, case when u.verdict = 'fresh' and not (u.id = any(fresh_ids)) then 'known' else u.verdict end, u.expected
      from unnest(numbers, all_ids, verdicts, gaps) as u(n, id, verdict, expected)
     order by u.n;
end $$;
