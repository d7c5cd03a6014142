create table survey (
  id             uuid primary key,
  -- One survey per rental.
  agreement_id   uuid not null unique,
  reservation_id uuid not null,
  customer_id    uuid not null,
  invited_at     timestamptz not null,
  closes_at      timestamptz not null check (closes_at > invited_at),
  answered_at    timestamptz,
  satisfaction   integer check (satisfaction between 1 and 5),
  recommendation integer check (recommendation between 0 and 10),
  -- Personal data, sealed by the service.
  comment_sealed text check (comment_sealed like 'v1.%'),
  version        integer not null check (version > 0),
  check (num_nulls(answered_at, satisfaction, recommendation) in (0, 3)),
  check (answered_at is null or answered_at < closes_at),
  check (comment_sealed is null or answered_at is not null)
);

create index survey_by_invitation on survey (invited_at);
