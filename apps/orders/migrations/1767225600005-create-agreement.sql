-- Stored state of a rental agreement; version is the number of events it has published.
create table agreement (
  agreement_id uuid primary key,
  version int not null check (version > 0),
  status text not null check (status in
    ('open', 'overdue', 'returned', 'settling', 'violation-hold', 'closed')),
  reservation_id uuid not null references reservation,
  customer_id uuid not null references customer,
  vehicle_id uuid not null,
  class_code text not null,
  channel text not null,
  pick_up_branch_id uuid not null,
  pick_up_at timestamptz not null,
  return_branch_id uuid not null,
  due_at timestamptz not null,
  price jsonb not null,
  odometer_km int not null check (odometer_km >= 0),
  fuel_percent int not null check (fuel_percent between 0 and 100),
  rental_deposit_reference text not null,
  violation_deposit_reference text not null,
  opened_at timestamptz not null,
  overdue_at timestamptz,
  back jsonb,
  settlement jsonb,
  hold_until timestamptz,
  closed_at timestamptz,
  constraint agreement_one_per_reservation unique (reservation_id),
  constraint agreement_is_back check ((status in ('open', 'overdue')) = (back is null)),
  constraint agreement_is_settled check
    ((status in ('open', 'overdue', 'returned')) = (settlement is null)),
  constraint agreement_holds_until check ((status in ('violation-hold', 'closed')) = (hold_until is not null)),
  constraint agreement_closed_has_time check ((status = 'closed') = (closed_at is not null))
);
-- A vehicle is out on one rental at a time, whatever the application believes.
create unique index agreement_one_open_per_vehicle on agreement (vehicle_id) where status in ('open', 'overdue');
create index agreement_by_vehicle on agreement (vehicle_id);
create index agreement_by_customer on agreement (customer_id);
create index agreement_unpaid_by_customer on agreement (customer_id) where status = 'settling';
create index agreement_due on agreement (due_at) where status in ('open', 'overdue');
create index agreement_hold_over on agreement (hold_until) where status = 'violation-hold';
