-- Who listens where, for the limit of an account over all instances. What a crash of the server empties is written again.
create unlogged table live_instance (
  id      uuid primary key,
  seen_at timestamptz not null default now()
);
create unlogged table live_stream (
  id          uuid primary key,
  account_id  text not null,
  instance_id uuid not null references live_instance (id) on delete cascade
);
create index live_stream_account on live_stream (account_id);
create index live_stream_instance on live_stream (instance_id);
