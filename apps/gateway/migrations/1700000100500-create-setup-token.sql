-- The token that makes the first administrator: at most one at a time, gone with its use.
create table setup_token (
  singleton  boolean primary key default true check (singleton),
  -- SHA-256 of a 256-bit random secret: nothing to guess, so no slow hash is needed.
  token_hash bytea not null,
  expires_at timestamptz not null
);
