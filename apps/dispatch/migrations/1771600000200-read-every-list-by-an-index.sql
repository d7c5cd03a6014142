-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
drop index allocation_by_reservation, allocation_by_vehicle;
create index allocation_by_reservation on allocation (reservation_id, lower(during), allocation_id);
create index allocation_by_vehicle on allocation (vehicle_id, lower(during), allocation_id);
create index if not exists allocation_by_class on allocation (class_code, lower(during), allocation_id);
create index if not exists allocation_by_status on allocation (status, lower(during), allocation_id);

drop index capacity_hold_by_reservation;
create index capacity_hold_by_reservation on capacity_hold (reservation_id, from_at, hold_id);
create index if not exists capacity_hold_of_vehicle on capacity_hold (vehicle_id, from_at, hold_id);
create index if not exists capacity_hold_of_class on capacity_hold (class_code, from_at, hold_id);
create index if not exists capacity_hold_by_status on capacity_hold (status, from_at, hold_id);
create index if not exists capacity_hold_with_conflict on capacity_hold (from_at, hold_id) where conflict is not null;
create index if not exists capacity_hold_with_conflict_by_class on capacity_hold (class_code, from_at, hold_id)
  where conflict is not null;

create index if not exists relocation_by_class on capacity_hold (class_code, from_at, hold_id)
  where relocated_from_branch_id is not null;
create index if not exists relocation_by_state on capacity_hold (
  (case when relocation_missed_at is not null then 'missed' when relocated_at is not null then 'done'
        when bound then 'bound' else 'planned' end), from_at, hold_id)
  where relocated_from_branch_id is not null;

create index if not exists refused_wish_by_class on refused_wish (class_code, from_at, reservation_id);
create index if not exists drive_by_activity on drive (active, from_branch_id, to_branch_id);
create index if not exists what_if_by_status on what_if (status, asked_at, what_if_id);
