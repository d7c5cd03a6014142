-- What a partner said of somebody the house knew already, where it differs: sealed (AES-256-GCM), for the desk to look at.
-- The profile stays as it was. Null: nothing differs, or the partner brought the customer.
alter table customer_partner_link
  add column claim text,
  add column claimed_at timestamptz,
  add constraint customer_partner_link_claim_has_time check ((claim is null) = (claimed_at is null));
create index customer_partner_link_by_customer on customer_partner_link (customer_id);

-- That a customer agreed to have the data passed on, and to which text.
create table customer_consent (
  link_id uuid not null references customer_partner_link,
  text_version text not null,
  given_at timestamptz not null,
  primary key (link_id, text_version)
);
