-- Last version of each key a consumer has dealt with, in an unbroken row; types it does not want count too.
-- Null: the key is older than this table, any version may be its next one.
create table consumed_version (
  consumer text not null,
  topic text not null,
  key text not null,
  version bigint,
  primary key (consumer, topic, key)
) with (fillfactor = 50);

-- Consumers that had applied events before versions were compared: they know keys nobody wrote down.
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
