-- Prices for partners with this price group in their contract; null: for everybody whose group has none.
alter table rate_plan add column price_group text;
alter table rate_plan drop constraint rate_plan_one_per_class_and_day;
create unique index rate_plan_one_per_class_and_day on rate_plan (class_code, valid_from) where price_group is null;
create unique index rate_plan_one_per_group_class_and_day on rate_plan (price_group, class_code, valid_from)
  where price_group is not null;
create index rate_plan_by_class_newest_first on rate_plan (class_code, valid_from desc, rate_plan_id);

-- A reservation is priced by the group of its promise, also when the contract has another one by then.
alter table reservation add column price_group text;
create index reservation_by_price_group on reservation (partner_id, price_group) where price_group is not null;

-- What others pay is nobody's business: a partner sees the prices of its contract, and those it booked by.
select open_rows_to_partners('rate_plan', 'select',
  'price_group is null or price_group = (select contract_of_partner(partner_in_hand()) ->> ''priceGroup'')
   or exists (select from reservation r
               where r.partner_id = partner_in_hand() and r.price_group = rate_plan.price_group)');
