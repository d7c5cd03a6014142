-- A vehicle is driven to the pick-up of a promise. That is part of the promise's place in the plan, so that neither can be
-- there without the other; `occupies_from` is then when the vehicle leaves. A release before this one takes such a promise
-- for one whose vehicle is elsewhere, and gives it another; what it leaves without a vehicle has no drive either.
alter table capacity_hold
  add column relocated_from_branch_id uuid check (relocated_from_branch_id <> pick_up_branch_id),
  add column relocation_minutes integer check (relocation_minutes > 0),
  add column relocation_fen bigint check (relocation_fen >= 0),
  -- It stands there; or it did not when it should.
  add column relocated_at timestamptz,
  add column relocation_missed_at timestamptz,
  add constraint relocation_complete check (
    (relocated_from_branch_id is null) = (relocation_minutes is null)
    and (relocated_from_branch_id is null) = (relocation_fen is null));
alter table capacity_hold add column awaits_relocation boolean not null generated always as
  (relocated_from_branch_id is not null and vehicle_id is not null and status <> 'in-use'
   and relocated_at is null and relocation_missed_at is null) stored;

-- What is still to be driven, by the time at which the vehicle leaves: no other index that could answer begins so.
create index capacity_hold_to_relocate on capacity_hold (occupies_from) where released_at is null and awaits_relocation;
-- Lists of relocations: as they come, to a branch and from one.
create index relocation_by_time on capacity_hold (from_at, hold_id) where relocated_from_branch_id is not null;
create index relocation_by_target on capacity_hold (pick_up_branch_id, from_at, hold_id)
  where relocated_from_branch_id is not null;
create index relocation_by_source on capacity_hold (relocated_from_branch_id, from_at, hold_id)
  where relocated_from_branch_id is not null;
