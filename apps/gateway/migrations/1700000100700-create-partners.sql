-- Organisations that sell our rentals under a contract. contacts is personal data and sealed (AES-256-GCM). An empty
-- list of branches or classes cannot be: null means all.
create table partner (
  partner_id             uuid primary key,
  version                int not null,
  revision               int not null,
  code                   text not null,
  name                   text not null,
  status                 text not null check (status in ('active', 'suspended', 'ended')),
  price_group            text not null,
  branch_ids             uuid[] check (cardinality(branch_ids) > 0),
  class_codes            text[] check (cardinality(class_codes) > 0),
  most_open_reservations int not null check (most_open_reservations >= 0),
  identity_check         text not null check (identity_check in ('before-confirmation', 'at-pick-up')),
  contacts               text not null check (contacts like 'v1.%' or contacts like 'v2.%'),
  registered_at          timestamptz not null,
  suspended_at           timestamptz,
  ended_at               timestamptz,
  constraint partner_code_key unique (code),
  constraint partner_status_has_time check (
    (status = 'suspended') <= (suspended_at is not null) and (status = 'ended') = (ended_at is not null)
  )
);
create index partner_contacts_sealed_as_v1 on partner (partner_id) where contacts like 'v1.%';

-- Null for the company's own people.
alter table account add column partner_id uuid references partner;
create index account_of_partner on account (partner_id, created_at, id);
