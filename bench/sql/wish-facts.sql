select
  (select row_to_json(c) from (
     select customer_id as "customerId", personal_data as "personalData", status = 'verified' as verified,
            blacklisted_at is not null as blacklisted,
            exists (select 1 from agreement where customer_id = $1 and status = 'settling') as "hasUnpaidBalance",
            exists (select 1 from reservation where customer_id = $1 and fee_settled_at is null
                       and coalesce(fee_fen, (cancellation ->> 'feeFen')::bigint) > 0) as "owesFees",
            exists (select 1 from agreement where customer_id = $1 and status = 'overdue') as "hasOverdueRental",
            (select count(*) from (
               select from reservation where customer_id = $1 and status in ('submitted', 'confirmed', 'ready')
                limit $7) o) as "openReservations"
       from customer where customer_id = $1) c) as driver,
  (select json_agg(v) from (select class_code as "classCode", minimum_age as "minimumAge",
  licence_held_months as "licenceHeldMonths", automatic_only as "automaticOnly" from vehicle_class) v) as classes,
  (select row_to_json(b) from (
     select branch_id as "branchId", time_zone as "timeZone", opens_at as "opensAt",
  closes_at as "closesAt", violation_hold_days as "violationHoldDays",
  to_char(closed_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedFrom" from branch where branch_id = $3) b) as "pickUpBranch",
  (select row_to_json(b) from (
     select branch_id as "branchId", time_zone as "timeZone", opens_at as "opensAt",
  closes_at as "closesAt", violation_hold_days as "violationHoldDays",
  to_char(closed_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedFrom" from branch where branch_id = $4) b) as "returnBranch",
  (select row_to_json(p) from (
     select rate_plan_id, class_code, price_group, valid_from, workday_fen, weekend_fen, holiday_fen, basic_service_per_day_fen, preparation_fen,
  one_way_fen, rental_deposit_fen, violation_deposit_fen, late_free_minutes, late_hourly_up_to_hours, first_day_prices_all,
  cancellation_tiers, fuel_price_per_percent_fen, published_at, valid_from::text as first_day from rate_plan
      where class_code = $2 and (price_group is null or price_group = $9)
        and valid_from <= (select ($5::timestamptz at time zone time_zone)::date from branch where branch_id = $3)
      order by (published_at <= $6::timestamptz) desc, price_group, valid_from desc limit 1) p) as plan,
  case when $8 then new_reservation_number() end as number;
