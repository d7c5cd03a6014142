-- What the gateway tells of a partner's contract. Null branches or classes: it may sell all of them.
create table partner_contract (
  partner_id uuid primary key,
  version int not null,
  contract jsonb not null
);

-- A partner's request is judged by its contract whatever tables it may read. Runs with the rights of the tables' owner.
create function contract_of_partner(partner uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select contract from partner_contract where partner_id = partner
$$;
