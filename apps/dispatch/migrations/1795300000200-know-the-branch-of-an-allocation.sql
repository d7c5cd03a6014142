-- The branch that the vehicle is picked up at; null for allocations of before. A release before this one leaves it null.
alter table allocation add column branch_id uuid;
create index allocation_by_branch on allocation (branch_id, lower(during), allocation_id) where branch_id is not null;
