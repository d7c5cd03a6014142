-- personal_data is sealed (AES-256-GCM); id_document_index is a keyed hash, good for equality only.
create table customer (
  customer_id uuid primary key,
  version int not null check (version > 0),
  status text not null check (status in ('registered', 'verified')),
  tier text not null,
  origin text,
  personal_data text not null,
  id_document_index text not null,
  registered_at timestamptz not null,
  verified_at timestamptz,
  blacklisted_at timestamptz,
  blacklist_reason text,
  constraint customer_one_per_document unique (id_document_index),
  constraint customer_verified_has_time check ((status = 'verified') = (verified_at is not null)),
  constraint customer_blacklist_has_reason check ((blacklisted_at is null) = (blacklist_reason is null))
);

-- Who saw personal data in the open, and when.
create table personal_data_access (
  seq bigint generated always as identity primary key,
  customer_id uuid not null references customer,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null
);
create index personal_data_access_by_customer on personal_data_access (customer_id, at);
