-- Partners that may not go on: nothing is sent to their endpoints meanwhile, or ever again.
create table partner_standing (
  partner_id uuid primary key,
  status     text not null check (status in ('active', 'suspended', 'ended')),
  -- of the partner's events: what is older than what is known changes nothing
  version    bigint not null
);
