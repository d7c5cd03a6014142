-- Whose booking an order came from; null for the house's own, and for orders that a release before this one opened.
alter table receivable add column partner_id uuid;
create index receivable_by_partner on receivable (partner_id, reservation_id) where partner_id is not null;

-- Month by month what the books say of a partner's orders. A view reads with the rights of its owner: a partner that asks
-- gets its own months, and neither entries nor orders; only the service itself gets those of all.
create view partner_month with (security_barrier) as
select r.partner_id, e.period,
       count(distinct e.id) filter (where e.rule = 'rental-settled' and e.kind = 'normal')::int as rentals,
       coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'D'), 0)::bigint as charged_fen,
       coalesce(sum(l.amount_fen) filter (where l.account = '6301' and l.dc = 'C'), 0)::bigint as fees_fen,
       coalesce(sum(l.amount_fen) filter (where l.account = '1122' and l.dc = 'C'), 0)::bigint as paid_fen
  from receivable r
  join line l on l.order_id = r.reservation_id
  join entry e on e.id = l.entry_id
 where r.partner_id is not null and (r.partner_id = partner_in_hand() or current_user = 'finance_app')
 group by r.partner_id, e.period;
revoke all on partner_month from public, finance_app;
grant select on partner_month to finance_app;
select open_reference_to_partners('partner_month');
