-- Published plans never change: a price can be computed again at any later time.
create table rate_plan (
  rate_plan_id uuid primary key,
  class_code text not null,
  valid_from date not null,
  workday_fen bigint not null check (workday_fen >= 0),
  weekend_fen bigint not null check (weekend_fen >= 0),
  holiday_fen bigint not null check (holiday_fen >= 0),
  basic_service_per_day_fen bigint not null check (basic_service_per_day_fen >= 0),
  preparation_fen bigint not null check (preparation_fen >= 0),
  one_way_fen bigint not null check (one_way_fen >= 0),
  rental_deposit_fen bigint not null check (rental_deposit_fen >= 0),
  violation_deposit_fen bigint not null check (violation_deposit_fen >= 0),
  late_free_minutes int not null check (late_free_minutes between 0 and 1440),
  late_hourly_up_to_hours int not null check (late_hourly_up_to_hours between 0 and 24),
  first_day_prices_all boolean not null,
  cancellation_tiers jsonb not null,
  fuel_price_per_percent_fen bigint not null check (fuel_price_per_percent_fen >= 0),
  published_at timestamptz not null,
  constraint rate_plan_one_per_class_and_day unique (class_code, valid_from)
);

create function rate_plan_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'a published rate plan never changes; publish another one';
end $$;
create trigger rate_plan_is_immutable before update or delete on rate_plan
  for each row execute function rate_plan_is_immutable();
