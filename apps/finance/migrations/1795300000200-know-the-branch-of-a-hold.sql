-- The branch that a deposit was taken at, as agreements say it; null for what was held before. A release before this one
-- leaves it null.
alter table hold add column branch_id uuid;
create index hold_by_branch on hold (branch_id, reservation_id, kind) where branch_id is not null;
create index hold_by_branch_and_time on hold (branch_id, held_at, reservation_id, kind) where branch_id is not null;
