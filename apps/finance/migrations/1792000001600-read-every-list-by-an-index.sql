-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
drop index entry_by_date;
create index entry_by_date on entry (posting_date, id);
create index if not exists entry_by_kind on entry (kind, id);
create index if not exists entry_by_kind_and_date on entry (kind, posting_date, id);
create index if not exists line_by_branch on line (branch_id, entry_id) where branch_id is not null;
create index if not exists account_by_element on account (element, code);
create index if not exists period_by_state on period (state, yyyymm);
create index if not exists hold_by_time on hold (held_at, reservation_id, kind);
create index if not exists hold_by_status on hold
  ((case when ended_at is null then 'open' else 'ended' end), reservation_id, kind);
create index if not exists hold_by_status_and_time on hold
  ((case when ended_at is null then 'open' else 'ended' end), held_at, reservation_id, kind);
create index if not exists receivable_by_branch on receivable (branch_id, reservation_id);
create index if not exists receivable_by_customer on receivable (customer_id, reservation_id);
create index if not exists receivable_by_status on receivable
  ((case when not final then 'running' when cleared_at is null then 'due' else 'cleared' end), reservation_id);

-- A payment belongs to the branch of its order, which never changes. A trigger writes it, so that a release before this one
-- does as well.
alter table payment add column branch_id uuid;
create function say_branch_of_payment() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select branch_id into new.branch_id from public.receivable where reservation_id = new.reservation_id;
  return new;
end $$;
create trigger payment_says_branch before insert on payment for each row execute function say_branch_of_payment();
revoke execute on function say_branch_of_payment() from public, finance_app;
alter table payment disable trigger payment_immutable;
update payment p set branch_id = r.branch_id from receivable r where r.reservation_id = p.reservation_id;
alter table payment enable trigger payment_immutable;
create index if not exists payment_by_time on payment (received_at, id);
create index if not exists payment_by_reference on payment (reference, id);
create index if not exists payment_by_branch on payment (branch_id, id);
create index if not exists payment_by_branch_and_time on payment (branch_id, received_at, id);
create index if not exists payment_by_method on payment (method, id);
create index if not exists payment_by_method_and_time on payment (method, received_at, id);
