-- Stored state of a reservation; version is the number of events it has published.
create table reservation (
  reservation_id uuid primary key,
  version int not null check (version > 0),
  status text not null check (status in
    ('submitted', 'confirmed', 'ready', 'converted', 'rejected', 'expired', 'cancelled', 'no-show')),
  customer_id uuid not null references customer,
  channel text not null,
  class_code text not null,
  pick_up_branch_id uuid not null,
  pick_up_at timestamptz not null,
  return_branch_id uuid not null,
  return_at timestamptz not null,
  price jsonb not null,
  hold_expires_at timestamptz,
  reasons jsonb,
  alternatives jsonb,
  change jsonb,
  change_expires_at timestamptz,
  vehicle_id uuid,
  allocation_id uuid,
  allocated_at timestamptz,
  agreement_id uuid,
  cancellation jsonb,
  fee_fen bigint,
  submitted_at timestamptz not null,
  confirmed_at timestamptz,
  readied_at timestamptz,
  ended_at timestamptz,
  constraint reservation_ends_after_it_starts check (return_at > pick_up_at),
  constraint reservation_waits_until check ((status = 'submitted') = (hold_expires_at is not null)),
  constraint reservation_ready_has_vehicle
    check (status not in ('ready', 'converted') or (vehicle_id is not null and allocation_id is not null)),
  constraint reservation_converted_has_agreement check ((status = 'converted') = (agreement_id is not null)),
  constraint reservation_end_has_time check
    ((status in ('submitted', 'confirmed', 'ready')) = (ended_at is null))
);
create index reservation_by_customer on reservation (customer_id);
create index reservation_by_pick_up on reservation (pick_up_at);
create index reservation_hold_expiry on reservation (hold_expires_at) where status = 'submitted';
create index reservation_change_expiry on reservation (change_expires_at) where change_expires_at is not null;
create index reservation_awaiting_pick_up on reservation (pick_up_at) where status in ('confirmed', 'ready');

-- Every step a reservation took, and who took it.
create table reservation_history (
  seq bigint generated always as identity primary key,
  reservation_id uuid not null,
  version int not null,
  type text not null,
  status text not null,
  at timestamptz not null,
  actor text,
  data jsonb not null
);
create index reservation_history_by_reservation on reservation_history (reservation_id, seq);
