-- Postings wait from here until the months of the entries that are there have been added up, and then count themselves. On its
-- own, so that nothing else is locked meanwhile.
lock table line in share row exclusive mode;

create function add_lines_to_partner_months() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.add_to_partner_month(m.partner_id, m.period, m.rentals, m.charged_fen, m.fees_fen, m.paid_fen)
  from (
    select r.partner_id, e.period,
           -- All lines of an entry come in one statement.
           count(distinct (l.order_id, e.id)) filter (where e.rule = 'rental-settled' and e.kind = 'normal') as rentals,
           coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'D'), 0) as charged_fen,
           coalesce(sum(l.amount_fen) filter (where l.account = '6301' and l.dc = 'C'), 0) as fees_fen,
           coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'C'), 0) as paid_fen
      from added l join public.receivable r on r.reservation_id = l.order_id join public.entry e on e.id = l.entry_id
     where r.partner_id is not null
     group by r.partner_id, e.period
  ) m;
  return null;
end $$;
create trigger line_counts_for_partner after insert on line
  referencing new table as added for each statement execute function add_lines_to_partner_months();
revoke execute on function add_lines_to_partner_months() from public, finance_app;

delete from partner_month_part;
insert into partner_month_part (partner_id, period, rentals, charged_fen, fees_fen, paid_fen)
select partner_id, period, sum(rentals), sum(charged_fen), sum(fees_fen), sum(paid_fen)
  from order_month where partner_id is not null group by partner_id, period;

-- For a release before this one: the same view over what is kept.
create or replace view partner_month with (security_invoker) as
select partner_id, period, sum(rentals)::int as rentals, sum(charged_fen)::bigint as charged_fen,
       sum(fees_fen)::bigint as fees_fen, sum(paid_fen)::bigint as paid_fen
  from partner_month_part group by partner_id, period;
