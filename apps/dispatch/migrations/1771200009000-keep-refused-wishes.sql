-- Rentals that were refused for want of a vehicle and are lost: what the best plan in hindsight could have served. One row a
-- reservation, gone when it gets a vehicle after all. Who asked is not kept.
create table refused_wish (
  reservation_id uuid primary key,
  class_code text not null,
  -- Codes of the classes the driver may drive; null when orders did not say.
  allowed_classes text[],
  pick_up_branch_id uuid not null,
  from_at timestamptz not null,
  return_branch_id uuid not null,
  due_at timestamptz not null,
  -- Due time plus turnaround of the branch of return.
  until_at timestamptz not null,
  refused_at timestamptz not null,
  check (from_at < due_at and due_at <= until_at)
);
create index refused_wish_by_pick_up on refused_wish (from_at, reservation_id);
create index refused_wish_by_branch on refused_wish (pick_up_branch_id, from_at, reservation_id);
create index refused_wish_by_return on refused_wish (due_at);

-- Null in runs of a release before this one, and where there were too many to be weighed.
alter table dispatch_plan
  add column refused_wishes integer check (refused_wishes >= 0),
  add column could_be_served integer check (could_be_served >= 0);
