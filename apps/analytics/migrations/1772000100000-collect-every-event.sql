-- Every event of the system, once: the log from which all numbers can be rebuilt. Partitioned by the month it was
-- collected in, so that retention is a matter of detaching a partition.
create table raw_event (
  seq              bigint generated always as identity,
  id               uuid        not null,
  type             text        not null,
  topic            text        not null,
  key              text        not null,
  aggregate_version integer    not null,
  source           text        not null,
  occurred_at      timestamptz not null,
  correlation_id   text        not null,
  data             jsonb       not null,
  collected_at     timestamptz not null default now(),
  primary key (seq, collected_at)
) partition by range (collected_at);

create table raw_event_default partition of raw_event default;

create index raw_event_type on raw_event (type, occurred_at);
create index raw_event_key on raw_event (key, seq);

comment on column raw_event.occurred_at is 'Business time of the event (CloudEvents time)';
