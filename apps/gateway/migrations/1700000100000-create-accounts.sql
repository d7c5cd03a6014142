create table account (
  id            uuid primary key,
  username      text not null unique check (username = lower(username) and username <> ''),
  name          text not null,
  roles         text[] not null,
  password_hash text not null,
  disabled      boolean not null default false,
  created_at    timestamptz not null,
  version       integer not null
);
create index account_by_time on account (created_at, id);

-- Failures are kept per user name, account or not: being locked must not tell that an account exists.
create table sign_in_record (
  username        text primary key,
  failures        integer not null default 0,
  last_failure_at timestamptz,
  locked_until    timestamptz
);
create index sign_in_record_by_age on sign_in_record (last_failure_at);

create table refresh_token (
  id           uuid primary key,
  family_id    uuid not null,
  account_id   uuid not null references account (id),
  -- SHA-256 of a 256-bit random secret: nothing to guess, so no slow hash is needed.
  secret_hash  bytea not null unique,
  signed_in_at timestamptz not null,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  revoked_at   timestamptz
);
create index refresh_token_family on refresh_token (family_id);
create index refresh_token_account on refresh_token (account_id);
create index refresh_token_expiry on refresh_token (expires_at);
