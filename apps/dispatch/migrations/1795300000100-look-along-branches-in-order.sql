-- Each kind of movement of a branch in the order of the timeline, so that a page is merged from four indexes and nothing is
-- gathered and sorted. On all holds, for the reason given where branches are first looked along.
create index if not exists capacity_hold_coming_in_order on capacity_hold (leaves_at_branch_id, occupies_until, hold_id);
drop index if exists capacity_hold_coming;
create index if not exists relocation_by_departure on capacity_hold (relocated_from_branch_id, occupies_from, hold_id)
  where relocated_from_branch_id is not null;
