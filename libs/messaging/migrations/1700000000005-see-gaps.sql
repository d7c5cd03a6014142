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
