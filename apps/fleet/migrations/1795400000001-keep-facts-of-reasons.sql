-- Reasons are kept by rule and facts. Rows of releases before this one have the sentence alone: the facts are read out of it, where it
-- is one that was ever written. Words of reviewers, and sentences that nobody knows, stay as they are. The function is for this
-- migration alone.
create function reason_with_facts(reason jsonb) returns jsonb language sql immutable as $$
  with known (rule, sentence, names, numbers, apart) as (values
    ('minimum-age', '^The driver must be (\d+) at pick-up for class (.+)$', '{minimumAge,classCode}'::text[], '{minimumAge}'::text[], null::text),
    ('licence-held-long-enough', '^The licence must be held for (\d+) months at pick-up for class (.+)$', '{months,classCode}', '{months}', null),
    ('licence-class', '^A C2 licence does not cover class (.+): it has vehicles with manual gears$', '{classCode}', '{}', null),
    ('licence-valid-through-return', '^The licence is valid until (\d{4}-\d\d-\d\d), the rental ends on (\d{4}-\d\d-\d\d)$', '{validTo,returnDay}', '{}', null),
    ('open-reservations', '^A private customer may have (\d+) open reservations$', '{most}', '{most}', null),
    ('capacity', '^There is no vehicle of class (.+)$', '{classCode}', '{}', 'none-there'),
    ('capacity', '^No vehicle of class (.+) is free for the whole time$', '{classCode}', '{}', 'none-free'),
    ('interval', '^The return is not after the pick-up$', '{}', '{}', 'pick-up'),
    ('interval', '^The return is not after the present one$', '{}', '{}', 'extension'),
    ('vehicle-on-rent', '^It is with a customer from (\d{4}-\d\d-\d\dT[\d:.]+Z) until (\d{4}-\d\d-\d\dT[\d:.]+Z)$', '{from,until}', '{}', null),
    ('vehicle-away', '^It is away from (\d{4}-\d\d-\d\dT[\d:.]+Z) until (\d{4}-\d\d-\d\dT[\d:.]+Z)$', '{from,until}', '{}', null),
    ('promise', '^It is promised from (\d{4}-\d\d-\d\dT[\d:.]+Z) until (\d{4}-\d\d-\d\dT[\d:.]+Z), and no other vehicle is free$', '{from,until}', '{}', null),
    ('odometer-reading', '^The odometer showed (\d+) km the last time, (\d+) km is not plausible$', '{lastKm,odometerKm}', '{lastKm,odometerKm}', null),
    ('before-planned-return', '^The return was planned at (\d{4}-\d\d-\d\dT[\d:.]+Z)$', '{returnAt}', '{}', null),
    ('before-no-show-limit', '^The vehicle waited until (\d{4}-\d\d-\d\dT[\d:.]+Z)$', '{waitedUntil}', '{}', null),
    ('vehicle-in-fleet', '^The vehicle is no longer rented out: (.+)$', '{lifeCycle}', '{}', null),
    ('vehicle-grounded', '^The vehicle is out of service: (.+)$', '{reason}', '{}', null),
    ('papers-in-force', '^Not in force until the planned return: (.+)$', '{papers}', '{}', null)
  ), found as (
    select k.*, regexp_match(reason->>'message', k.sentence) as told from known k where k.rule = reason->>'rule'
  ), facts as (
    select coalesce((
             select jsonb_object_agg(n.name, case when n.name = any(f.numbers) then to_jsonb(f.told[n.place]::numeric)
                                                  else to_jsonb(f.told[n.place]) end)
               from unnest(f.names) with ordinality n(name, place)), '{}')
           || case when f.apart is null then '{}'::jsonb else jsonb_build_object('case', f.apart) end as facts
      from found f where f.told is not null limit 1
  )
  select case when reason ? 'facts' then reason
              else reason || coalesce((select jsonb_build_object('facts', facts) from facts), '{}') end
$$;

create function reasons_with_facts(reasons jsonb) returns jsonb language sql immutable as $$
  select jsonb_agg(reason_with_facts(reason) order by place) from jsonb_array_elements(reasons) with ordinality r(reason, place)
$$;

update absence set reasons = reasons_with_facts(reasons)
 where jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0 and reasons_with_facts(reasons) is distinct from reasons;

drop function reasons_with_facts(jsonb);
drop function reason_with_facts(jsonb);
