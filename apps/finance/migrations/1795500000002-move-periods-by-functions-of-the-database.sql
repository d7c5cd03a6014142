-- Periods are opened, shared and moved on by functions of the owner, which look at what is committed; entries keep to the span
-- that is allowed.
-- Error codes: FIN08 period out of order, FIN10 outside the span allowed.

-- Where what cannot be told apart yet waits; nothing is left on it when a month is closed.
alter table account add column suspense boolean not null default false;
insert into account (code, name, name_en, element, normal, postable, small_code, suspense)
values ('1901', '待处理财产损溢', 'Suspense: to be cleared up', 'asset', 'D', true, '1901', true);

alter table books
  -- The books begin with it: no month before it is ever opened.
  add column first_period integer,
  -- The latest day on which the service is known to have been, and how many days beyond it an entry may be dated.
  add column business_day date,
  add column days_ahead integer not null default 31 check (days_ahead between 0 and 366),
  -- Once the days were real they stay real: then they are compared with the server's own.
  add column live boolean not null default false;
update books set first_period = (select min(yyyymm) from period);

create function tell_business_day(day date, simulated boolean, ahead integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (not simulated or (select b.live from public.books b)) and day > current_date + 2 then
    raise exception '% lies ahead of the server''s own day', day using errcode = 'FIN10';
  end if;
  update public.books b
  set business_day = greatest(b.business_day, day), days_ahead = ahead, live = b.live or not simulated
  where b.business_day is distinct from greatest(b.business_day, day) or b.days_ahead <> ahead
     or b.live <> (b.live or not simulated);
end $$;

create or replace function check_new_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known bytea;
  period_state text;
  span record;
begin
  new.txid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  select payload_hash into known from public.entry where event_id = new.event_id and rule = new.rule;
  if found then
    if known is distinct from new.payload_hash then
      raise exception 'rule % was already posted for % from another payload', new.rule, new.event_id
        using errcode = 'FIN04';
    end if;
    -- A repetition: the unique constraint answers it, even when the period has been closed since.
    return new;
  end if;
  -- Posters share the row, closing a period needs it alone: closing waits for them and they see it.
  select state into period_state from public.period
    where yyyymm = extract(year from new.posting_date)::integer * 100 + extract(month from new.posting_date)::integer
    for share;
  if period_state is null
     or not (period_state = 'open' or (period_state = 'closing' and new.kind = 'closing')) then
    raise exception 'period of % is %', new.posting_date, coalesce(period_state, 'not there')
      using errcode = 'FIN03';
  end if;
  select business_day, days_ahead, strict_from into span from public.books;
  if new.posting_date > span.business_day + span.days_ahead
     or (span.business_day is null and now() >= span.strict_from) then
    raise exception '% is more than % days after %', new.posting_date, span.days_ahead,
      coalesce(span.business_day::text, 'a day that nobody has told') using errcode = 'FIN10';
  end if;
  if new.kind = 'opening' and to_char(new.posting_date, 'MM-DD') <> '01-01' then
    raise exception 'balances are opened on the first day of a year, not on %', new.posting_date using errcode = 'FIN10';
  end if;
  return new;
end $$;

create or replace function check_period() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known record;
begin
  perform public.refuse_old_snapshot();
  -- One change of periods at a time, else two closings could overtake each other.
  perform pg_advisory_xact_lock(hashtextextended('finance:periods', 0));
  new.changed_at := clock_timestamp();
  if tg_op = 'INSERT' then
    new.version := 1;
    select min(yyyymm) as first, max(yyyymm) as last into known from public.period;
    if new.state <> 'open' or exists (select 1 from public.period where yyyymm > new.yyyymm and state <> 'open') then
      raise exception 'period % cannot be opened any more', new.yyyymm using errcode = 'FIN08';
    end if;
    if new.yyyymm < known.first then
      raise exception 'the books begin with %, not with %', known.first, new.yyyymm using errcode = 'FIN08';
    end if;
    update public.books set first_period = new.yyyymm where first_period is null;
    return new;
  end if;
  if new.yyyymm <> old.yyyymm or (old.state, new.state) not in (('open', 'closing'), ('closing', 'closed')) then
    raise exception 'period % cannot go from % to %', old.yyyymm, old.state, new.state using errcode = 'FIN08';
  end if;
  if exists (select 1 from public.period
             where yyyymm < new.yyyymm and (state = 'open' or (state <> 'closed' and new.state = 'closed'))) then
    raise exception 'an earlier period than % comes first', new.yyyymm using errcode = 'FIN08';
  end if;
  if new.state = 'closed' and exists (
    select 1 from public.entry e
    where e.period = new.yyyymm and not exists (select 1 from public.seal s where s.entry_id = e.id)
  ) then
    raise exception 'period % has entries without a seal', new.yyyymm using errcode = 'FIN08';
  end if;
  new.version := old.version + 1;
  return new;
end $$;

create trigger period_only_by_function before insert or update on period
  for each statement execute function refuse_direct_write();

-- Opens the months from one to the other and those between them and the ones that are there. Left out: what lies before the
-- beginning of the books, and what lies before a month that is no longer open.
create function open_periods(from_month integer, to_month integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.refuse_old_snapshot();
  perform pg_advisory_xact_lock(hashtextextended('finance:periods', 0));
  insert into public.period (yyyymm)
  select to_char(day, 'YYYYMM')::integer
  from (select max(yyyymm) as last from public.period) known,
       lateral generate_series(
         coalesce(to_date(known.last::text, 'YYYYMM') + interval '1 month', to_date(from_month::text, 'YYYYMM')),
         to_date(to_month::text, 'YYYYMM'), interval '1 month') as day
  order by 1;
end $$;

-- The months of these that are open. They stay so to the end of the transaction.
create function hold_open_periods(months integer[]) returns setof integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select yyyymm from public.period where yyyymm = any(months) and state = 'open' order by yyyymm for share
$$;

create function hold_open_period_after(month integer) returns setof integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select yyyymm from public.period where yyyymm > month and state = 'open' order by yyyymm limit 1 for share
$$;

-- Moves a period on, or says why not; null when it is done. Waits for postings under way.
create function advance_period(month integer, target text, mover text, expected_version integer, zone text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known record;
  n bigint;
  next_month timestamptz;
begin
  perform public.refuse_old_snapshot();
  select p.state, p.version into known from public.period p where p.yyyymm = month for update;
  if not found then
    return '{"refused": "not-found"}';
  end if;
  if known.version <> expected_version then
    return jsonb_build_object('refused', 'stale-version', 'version', known.version);
  end if;
  if target not in ('closing', 'closed') or coalesce(mover, '') = '' then
    raise exception 'a period does not go to % by %', target, mover using errcode = 'FIN08';
  end if;
  if known.state <> (case target when 'closing' then 'open' else 'closing' end) then
    return jsonb_build_object('refused', case target when 'closing' then 'period-not-open' else 'period-not-closing' end,
                              'state', known.state);
  end if;
  perform pg_advisory_xact_lock(hashtextextended('finance:periods', 0));
  select p.yyyymm into n from public.period p
    where p.yyyymm < month and (p.state = 'open' or (p.state = 'closing' and target = 'closed')) order by 1 limit 1;
  if found then
    return jsonb_build_object('refused', 'period-not-next', 'first', n);
  end if;
  -- What waits there may belong into this month.
  select count(*) into n from public.parked_message where status in ('failed', 'waiting');
  if n > 0 then
    return jsonb_build_object('refused', 'period-has-parked-messages', 'parked', n);
  end if;
  next_month := (to_date(month::text, 'YYYYMM') + interval '1 month') at time zone zone;
  select count(*) into n from public.accrual_schedule where state = 'pending' and starts_at < next_month;
  if n > 0 then
    return jsonb_build_object('refused', 'period-has-pending-accruals', 'pending', n);
  end if;
  if target = 'closed' then
    select count(*) into n from public.entry e
      where e.period = month and not exists (select 1 from public.seal s where s.entry_id = e.id);
    if n > 0 then
      return jsonb_build_object('refused', 'period-not-sealed', 'unsealed', n);
    end if;
    select coalesce(sum(abs(b.fen)), 0) into n from (
      select sum(case l.dc when 'D' then l.amount_fen else -l.amount_fen end) as fen
      from public.account a join public.line l on l.account = a.code join public.entry e on e.id = l.entry_id
      where a.suspense and e.period <= month group by a.code) b;
    if n > 0 then
      return jsonb_build_object('refused', 'suspense-not-cleared', 'leftFen', n);
    end if;
  end if;
  update public.period p set state = target, changed_by = mover where p.yyyymm = month;
  return null;
end $$;

revoke execute on function tell_business_day(date, boolean, integer), open_periods(integer, integer),
  hold_open_periods(integer[]), hold_open_period_after(integer), advance_period(integer, text, text, integer, text)
  from public, finance_app;
grant execute on function tell_business_day(date, boolean, integer), open_periods(integer, integer),
  hold_open_periods(integer[]), hold_open_period_after(integer), advance_period(integer, text, text, integer, text)
  to finance_app;
