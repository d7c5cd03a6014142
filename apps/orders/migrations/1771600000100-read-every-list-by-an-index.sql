-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
drop index reservation_by_customer, reservation_by_pick_up, reservation_awaiting_pick_up;
create index reservation_by_customer on reservation (customer_id, reservation_id);
create index reservation_by_pick_up on reservation (pick_up_at, reservation_id);
create index if not exists reservation_by_status on reservation (status, reservation_id);
create index if not exists reservation_by_status_and_pick_up on reservation (status, pick_up_at, reservation_id);
create index if not exists reservation_by_branch on reservation (pick_up_branch_id, reservation_id);
create index if not exists reservation_by_branch_and_pick_up on reservation (pick_up_branch_id, pick_up_at, reservation_id);
create index if not exists reservation_by_partner_and_pick_up on reservation (partner_id, pick_up_at, reservation_id)
  where partner_id is not null;
create index if not exists reservation_by_reference on reservation (reference, reservation_id) where reference is not null;
create index reservation_awaiting_pick_up on reservation (pick_up_at, reservation_id)
  where status in ('confirmed', 'ready');
create index if not exists reservation_awaiting_pick_up_by_branch on reservation (pick_up_branch_id, pick_up_at, reservation_id)
  where status in ('confirmed', 'ready');

drop index agreement_by_vehicle, agreement_by_customer, agreement_due;
create index agreement_by_vehicle on agreement (vehicle_id, agreement_id);
create index agreement_by_customer on agreement (customer_id, agreement_id);
create index if not exists agreement_by_due_time on agreement (due_at, agreement_id);
create index if not exists agreement_by_status on agreement (status, agreement_id);
create index if not exists agreement_by_status_and_due_time on agreement (status, due_at, agreement_id);
create index if not exists agreement_by_branch on agreement (pick_up_branch_id, agreement_id);
create index if not exists agreement_by_branch_and_due_time on agreement (pick_up_branch_id, due_at, agreement_id);
create index if not exists agreement_by_return_and_due_time on agreement (return_branch_id, due_at, agreement_id);
create index if not exists agreement_by_partner_and_due_time on agreement (partner_id, due_at, agreement_id)
  where partner_id is not null;
create index if not exists agreement_by_reference on agreement (reference, agreement_id) where reference is not null;
create index agreement_due on agreement (due_at, agreement_id) where status in ('open', 'overdue');
create index if not exists agreement_due_by_branch on agreement (return_branch_id, due_at, agreement_id)
  where status in ('open', 'overdue');

create index if not exists rate_plan_by_day on rate_plan (valid_from, rate_plan_id);
create index if not exists rate_plan_by_group on rate_plan (price_group, valid_from, rate_plan_id)
  where price_group is not null;
drop index rate_plan_by_class_newest_first;
create index if not exists rate_plan_by_class on rate_plan (class_code, valid_from, rate_plan_id);
