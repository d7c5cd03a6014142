-- What leaves a branch and what comes back to it, by time; promises and conflicts of a branch by their pick-up. Not only of
-- what is live, though nothing else is asked for: statements planned while the tables are empty take any index of what is
-- live for as good as the one they need.
create index capacity_hold_coming on capacity_hold (leaves_at_branch_id, occupies_until);
create index capacity_hold_by_pick_up on capacity_hold (from_at, hold_id);
create index capacity_hold_by_branch on capacity_hold (pick_up_branch_id, from_at, hold_id);
create index capacity_hold_conflict_by_branch on capacity_hold (pick_up_branch_id, from_at, hold_id)
  where released_at is null and conflict is not null;
