-- What the books say of partners' orders month by month, kept in the transaction of the lines that it sums: adding them all up
-- when somebody asks took longer with every entry.
-- A partner and month has several rows. Whoever posts adds to one that nobody else holds, or begins another: no posting waits
-- for one of the same partner, and there are never more rows than there were postings at one time.
create table partner_month_part (
  partner_id   uuid not null,
  period       integer not null references period (yyyymm),
  part         bigint generated always as identity,
  rentals      integer not null,
  charged_fen  bigint not null,
  fees_fen     bigint not null,
  paid_fen     bigint not null,
  primary key (partner_id, period, part)
-- Room for the next version of a row on its own page, so that no index is touched.
) with (fillfactor = 50);
create index partner_month_by_period on partner_month_part (period, partner_id, part);

revoke all on partner_month_part from public, finance_app;
grant select on partner_month_part to finance_app;
-- Row policies name the service, which only reads, and its partners: a role that was given too much writes no row either.
select open_rows_to_partners('partner_month_part', 'select');
create trigger partner_month_part_never_truncated before truncate on partner_month_part
  for each statement execute function refuse_change();

-- Only called by what follows, as the owner.
create function add_to_partner_month(
  of_partner uuid, of_period integer, more_rentals bigint, more_charged numeric, more_fees numeric, more_paid numeric
) returns void language plpgsql as $$
begin
  update public.partner_month_part
     set rentals = rentals + more_rentals, charged_fen = charged_fen + more_charged, fees_fen = fees_fen + more_fees,
         paid_fen = paid_fen + more_paid
   where partner_id = of_partner and period = of_period and part = (
     select part from public.partner_month_part where partner_id = of_partner and period = of_period limit 1
        for update skip locked);
  if not found then
    insert into public.partner_month_part (partner_id, period, rentals, charged_fen, fees_fen, paid_fen)
    values (of_partner, of_period, more_rentals, more_charged, more_fees, more_paid);
  end if;
end $$;

-- The same from the lines themselves, for each order: what the kept sums begin with, and what they are compared with.
create view order_month as
select r.partner_id, r.reservation_id, e.period,
       count(distinct e.id) filter (where e.rule = 'rental-settled' and e.kind = 'normal') as rentals,
       coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'D'), 0) as charged_fen,
       coalesce(sum(l.amount_fen) filter (where l.account = '6301' and l.dc = 'C'), 0) as fees_fen,
       coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'C'), 0) as paid_fen
  from receivable r join line l on l.order_id = r.reservation_id join entry e on e.id = l.entry_id
 group by r.partner_id, r.reservation_id, e.period;
revoke all on order_month from public, finance_app;
grant select on order_month to finance_app;

-- Whoever posts to an order locks its receivable first, so that it is there before the lines. Where it is not, they count from
-- when it is.
create function add_lines_of_receivable() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.add_to_partner_month(new.partner_id, m.period, m.rentals, m.charged_fen, m.fees_fen, m.paid_fen)
     from public.order_month m where m.reservation_id = new.reservation_id;
  return null;
end $$;
create trigger receivable_counts_for_partner after insert on receivable
  for each row when (new.partner_id is not null) execute function add_lines_of_receivable();

create function keep_partner_of_receivable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'whose booking % is does not change', old.reservation_id using errcode = 'FIN02';
end $$;
create trigger receivable_stays_with_partner before update of partner_id on receivable
  for each row when (old.partner_id is distinct from new.partner_id) execute function keep_partner_of_receivable();

revoke execute on function add_to_partner_month(uuid, integer, bigint, numeric, numeric, numeric),
  add_lines_of_receivable(), keep_partner_of_receivable() from public, finance_app;
