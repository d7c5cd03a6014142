-- One row per message a consumer has dealt with, written in the transaction of its effects.
create table inbox (
  consumer text not null,
  message_id uuid not null,
  type text not null,
  applied_at timestamptz not null default now(),
  primary key (consumer, message_id)
);
create index inbox_by_age on inbox using brin (applied_at);

-- Exact number of events applied. One row per partition of the topic, since partitions are handled in
-- parallel and must not wait for each other's row; slot -1 counts replayed messages.
create table applied_count (
  consumer text not null,
  type text not null,
  slot int not null,
  count bigint not null,
  primary key (consumer, type, slot)
) with (fillfactor = 50);

-- Keys a consumer cannot go on with until a parked message is replayed or discarded.
create table blocked_key (
  consumer text not null,
  topic text not null,
  key text not null,
  blocked_at timestamptz not null default now(),
  primary key (consumer, topic, key)
);

-- The message that failed, and those of its key that came after it, in their order.
create table parked_message (
  position bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  consumer text not null,
  message_id uuid not null,
  topic text not null,
  partition int not null,
  "offset" text not null,
  key text not null,
  type text not null,
  -- the event as received: attributes and data
  event jsonb not null,
  -- failed: it threw; waiting: it came after one that threw; then replayed or discarded
  status text not null check (status in ('failed', 'waiting', 'replayed', 'discarded')),
  error text,
  attempts int not null default 0,
  parked_at timestamptz not null default now(),
  settled_at timestamptz,
  unique (consumer, message_id)
);
create index parked_message_open on parked_message (consumer, topic, key, position)
  where status in ('failed', 'waiting');
