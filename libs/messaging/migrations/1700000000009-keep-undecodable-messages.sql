-- Messages nobody could read as an event, as they came. They block no key: their place among its versions is counted
-- when it can be read.
create table undecodable_message (
  position bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  consumer text not null,
  topic text not null,
  partition int not null,
  "offset" text not null,
  key text,
  headers jsonb not null,
  value bytea,
  -- open: an operator must look; then replayed (it could be read and was applied) or discarded
  status text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
  error text not null,
  attempts int not null default 1,
  received_at timestamptz not null default now(),
  settled_at timestamptz,
  unique (consumer, topic, partition, "offset")
);
create index undecodable_message_open on undecodable_message (position) where status = 'open';
