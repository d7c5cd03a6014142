-- What leaves a branch and what comes back to it, by time; conflicts and promises of a branch or a class by their pick-up.
create index capacity_hold_leaving on capacity_hold (pick_up_branch_id, occupies_from) where released_at is null;
create index capacity_hold_coming on capacity_hold (leaves_at_branch_id, occupies_until) where released_at is null;
create index capacity_hold_by_pick_up on capacity_hold (from_at, hold_id);
create index capacity_hold_by_branch on capacity_hold (pick_up_branch_id, from_at, hold_id);
create index capacity_hold_conflict_by_branch on capacity_hold (pick_up_branch_id, from_at, hold_id)
  where released_at is null and conflict is not null;
