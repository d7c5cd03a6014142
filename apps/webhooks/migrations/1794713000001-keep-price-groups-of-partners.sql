-- Which prices hold for a partner, by its contract: of those of other groups it is not told.
create table partner_price_group (
  partner_id  uuid primary key,
  price_group text not null,
  -- of the partner's events: what is older than what is known changes nothing
  version     bigint not null
);
