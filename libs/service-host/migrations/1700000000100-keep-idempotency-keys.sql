-- One row per request sent with an Idempotency-Key. It is written in the transaction of the request's effects,
-- so a second request with the same key waits for the first and then finds its response.
create table idempotency_key (
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (actor, key)
) with (fillfactor = 70);

create index idempotency_key_created_at on idempotency_key (created_at);
