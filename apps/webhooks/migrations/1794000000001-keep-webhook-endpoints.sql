-- Where a partner wants to hear of what.
create table endpoint (
  id              uuid primary key,
  partner_id      uuid not null,
  url             text not null,
  description     text,
  -- `reservation.confirmed`, `reservation.*` or `*`
  event_types     text[] not null check (cardinality(event_types) > 0),
  ordering        text not null check (ordering in ('none', 'subject')),
  most_in_flight  integer not null check (most_in_flight between 1 and 32),
  most_per_second integer check (most_per_second > 0),
  status          text not null check (status in ('pending', 'active', 'paused', 'disabled', 'deleted')),
  disabled_reason text check (disabled_reason in ('gone', 'failing')),
  created_at      timestamptz not null,
  version         integer not null,
  revision        integer,
  check ((status = 'disabled') = (disabled_reason is not null))
);
create unique index endpoint_url_once on endpoint (partner_id, url) where status <> 'deleted';
create index endpoint_by_partner on endpoint (partner_id, id) where status <> 'deleted';

-- Two are valid for a while after a rotation.
create table endpoint_secret (
  id          uuid primary key,
  endpoint_id uuid not null references endpoint,
  -- sealed `whsec_…`
  secret      text not null,
  created_at  timestamptz not null default now(),
  -- none: until a rotation ends it
  expires_at  timestamptz
);
create index endpoint_secret_by_endpoint on endpoint_secret (endpoint_id, created_at);

-- What the workers know of an endpoint's health. It is apart from the endpoint: it changes with every attempt and is
-- nobody's decision.
create table endpoint_health (
  endpoint_id        uuid primary key references endpoint,
  -- [minute since 1970, taken, failed] of the last five minutes
  recent             jsonb not null default '[]',
  -- until then no attempt is made; afterwards one, as long as it is set
  breaker_open_until timestamptz,
  -- how many times in a row it opened
  breaker_openings   integer not null default 0,
  -- fewer places in flight than the endpoint allows, after answers that asked for it
  places             integer,
  taken_in_a_row     integer not null default 0,
  failing_since      timestamptz,
  last_failure_at    timestamptz,
  rate_second        timestamptz,
  rate_used          integer not null default 0,
  tested_at          timestamptz
) with (fillfactor = 70);
