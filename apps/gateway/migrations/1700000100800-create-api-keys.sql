-- Keys of partners' systems. secret_hash is SHA-256 of 256 random bits: nothing to guess, so no slow hash is needed.
-- Times are system times. last_used_at is no part of the key's changes: it is written once a minute at most.
create table api_key (
  key_id         uuid primary key,
  version        int not null,
  revision       int not null,
  partner_id     uuid not null references partner,
  name           text not null,
  secret_hash    text not null check (secret_hash ~ '^[0-9a-f]{64}$'),
  status         text not null check (status in ('active', 'rotated', 'revoked')),
  scopes         text[] not null check (cardinality(scopes) > 0),
  networks       text[] not null,
  created_at     timestamptz not null,
  created_by     text not null,
  expires_at     timestamptz not null,
  successor_id   uuid references api_key deferrable initially deferred,
  revoked_at     timestamptz,
  next_notice_at timestamptz,
  last_used_at   timestamptz,
  constraint api_key_successor_key unique (successor_id),
  constraint api_key_rotated_has_successor check ((status = 'rotated') <= (successor_id is not null)),
  constraint api_key_revoked_has_time check ((status = 'revoked') = (revoked_at is not null))
);
create index api_key_of_partner on api_key (partner_id, created_at, key_id);
create index api_key_by_age on api_key (created_at, key_id);
create index api_key_to_be_told_of on api_key (next_notice_at) where next_notice_at is not null;
