-- Who a partner knows a customer as. The id tells nothing of the customer's own, so that neither one partner nor two
-- together can tell whether somebody was known to the house.
create table customer_partner_link (
  link_id uuid primary key,
  partner_id uuid not null,
  customer_id uuid not null references customer,
  linked_at timestamptz not null,
  constraint customer_partner_link_one_per_customer unique (partner_id, customer_id)
);

-- Null in what the house books itself, and so in all rows that a release before this one wrote.
alter table reservation
  add column partner_id uuid,
  add column partner_customer_id uuid references customer_partner_link,
  add column reference text,
  add constraint reservation_of_partner_is_whole check ((partner_id is null) = (partner_customer_id is null)),
  add constraint reservation_reference_is_of_partner check (reference is null or partner_id is not null);
alter table agreement
  add column partner_id uuid,
  add column partner_customer_id uuid references customer_partner_link,
  add column reference text,
  add constraint agreement_of_partner_is_whole check ((partner_id is null) = (partner_customer_id is null)),
  add constraint agreement_reference_is_of_partner check (reference is null or partner_id is not null);

create index reservation_by_partner on reservation (partner_id, reservation_id) where partner_id is not null;
create index agreement_by_partner on agreement (partner_id, agreement_id) where partner_id is not null;
create index reservation_by_partner_customer on reservation (partner_customer_id, reservation_id)
  where partner_customer_id is not null;
create index agreement_by_partner_customer on agreement (partner_customer_id, agreement_id)
  where partner_customer_id is not null;
-- The reference comes first, so that the desk finds a booking by it without knowing the partner.
create unique index reservation_one_per_reference on reservation (reference, partner_id) where reference is not null;
