-- Facts that people give to a posting rule are approved as entries by hand are: both are proposals, and what is posted is what
-- was approved. Error code: FIN16 two people are needed.
-- Beside `check_two_people`, which asks it of entries without a rule and of reversals.
create function check_entry_by_rule() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A repetition: the unique constraint answers it.
  if exists (select 1 from public.entry where event_id = new.event_id and rule = new.rule) then
    return new;
  end if;
  if not exists (
    select 1 from public.entry_proposal p
    where p.id = new.event_id and p.kind = 'entry' and p.state = 'approved' and p.maker = new.maker and p.checker = new.checker
      and p.content = new.facts and coalesce(p.content::jsonb ->> 'rule', 'manual') = new.rule
      and coalesce(p.content::jsonb -> 'ruleVersion', '1') = to_jsonb(new.rule_version)
      and coalesce(p.content::jsonb ->> 'kind', 'normal') = new.kind
  ) then
    raise exception 'entry % was not approved by somebody else', new.id using errcode = 'FIN16';
  end if;
  return new;
end $$;
-- Rules to which people give the facts; once an event comes for one of them, the trigger is made anew without it. Whatever else
-- names a checker rests on a proposal as well, and on the rule that was proposed. The condition is looked at for every entry: a list
-- here costs nothing, a table did.
create trigger entry_by_rule_two_people before insert on entry for each row
  when (new.kind <> 'reversal' and (new.checker is not null or new.rule in (
    'cash-deposit-received', 'cash-deposit-refunded', 'deposit-applied', 'rent-prepaid', 'rent-refunded',
    'prepaid-day-accrued', 'driver-day-accrued', 'extra-charged', 'prepayment-forfeited', 'damage-charged',
    'insurance-claim-accepted', 'fine-advanced', 'fine-recovered', 'fine-lost', 'maintenance-billed',
    'supplier-paid', 'parts-received', 'parts-issued', 'vehicle-bought', 'depreciation-charged', 'insurance-paid',
    'insurance-amortised', 'vehicle-disposed', 'loan-received', 'loan-interest-accrued', 'loan-interest-paid',
    'loan-repaid', 'payroll-booked', 'payroll-paid', 'vat-transferred', 'surcharges-booked', 'taxes-paid',
    'provider-fee-charged', 'provider-settled', 'month-closed', 'year-closed'
  ))) execute function check_entry_by_rule();

-- The lines that were looked at are the lines that are posted.
create function check_lines_as_approved() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  approved jsonb;
  posted jsonb;
begin
  select p.content::jsonb -> 'lines' into approved from public.entry_proposal p where p.id = new.event_id and p.kind = 'entry';
  if approved is null then
    return null;
  end if;
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'account', l.account, 'side', l.dc, 'amountFen', l.amount_fen, 'cashItem', l.cash_item, 'dept', l.dept,
      'branchId', l.branch_id, 'vehicleId', l.vehicle_id, 'orderId', l.order_id, 'partyId', l.party_id,
      'tax', case when l.tax_code is not null
        then jsonb_build_object('code', l.tax_code, 'rateBp', l.tax_rate_bp) end)) order by l.line_no)
    into posted from public.line l where l.entry_id = new.id;
  if posted is distinct from approved then
    raise exception 'entry % has other lines than were approved', new.id using errcode = 'FIN16';
  end if;
  return null;
end $$;
create constraint trigger entry_lines_as_approved after insert on entry
  deferrable initially deferred for each row when (new.checker is not null and new.kind <> 'reversal')
  execute function check_lines_as_approved();

revoke execute on function check_entry_by_rule(), check_lines_as_approved() from public, finance_app;
