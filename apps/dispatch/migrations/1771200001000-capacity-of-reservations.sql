-- One row per class, locked by whoever changes the plan of its vehicles. Per class and not per branch, because one-way
-- rentals carry vehicles, and with them later promises, from branch to branch.
create table class_lock (class_code text primary key);

-- The aggregate: what one reservation has of capacity. `version` is the number of its last published event.
create table capacity_request (
  reservation_id uuid primary key,
  -- 'unknown': heard of, nothing asked yet; the row is there to be locked.
  status text not null check (status in ('unknown', 'held', 'firm', 'refused', 'in-use', 'ended')),
  end_reason text,
  version integer not null,
  answered_at timestamptz not null,
  check ((status = 'ended') = (end_reason is not null))
);

-- A promise and its place in the plan; a reservation has two while a change of it is open.
create table capacity_hold (
  hold_id uuid primary key,
  reservation_id uuid not null references capacity_request,
  change_id uuid,
  status text not null check (status in ('held', 'proposed', 'firm', 'in-use', 'released', 'completed')),
  class_code text not null,
  pick_up_branch_id uuid not null,
  return_branch_id uuid not null,
  -- As promised; once in use, as handed over.
  from_at timestamptz not null,
  due_at timestamptz not null,
  -- Due time plus turnaround of the branch of return.
  until_at timestamptz not null,
  vehicle_id uuid,
  bound boolean not null default false,
  -- What it takes of the vehicle's time: differs from the promise when the vehicle is late, and for two holds of one
  -- reservation on one vehicle, which share the span that covers both.
  occupies_from timestamptz not null,
  occupies_until timestamptz not null,
  -- Null while the branch of return is open: nothing may follow on the vehicle.
  leaves_at_branch_id uuid,
  conflict text check (conflict in ('no-vehicle', 'vehicle-late', 'vehicle-elsewhere', 'vehicle-unfit')),
  conflict_since timestamptz,
  retried_at timestamptz,
  held_at timestamptz not null,
  released_at timestamptz,
  check (from_at < due_at and due_at <= until_at),
  check ((released_at is null) = (status in ('held', 'proposed', 'firm', 'in-use'))),
  -- A promise without a vehicle is never silent.
  check (released_at is not null or vehicle_id is not null or conflict is not null),
  check (not bound or vehicle_id is not null)
);
create unique index one_hold_per_reservation on capacity_hold (reservation_id)
  where released_at is null and status <> 'proposed';
create unique index one_proposal_per_reservation on capacity_hold (reservation_id)
  where released_at is null and status = 'proposed';
create index capacity_hold_by_reservation on capacity_hold (reservation_id);
create index capacity_hold_by_vehicle on capacity_hold (vehicle_id, occupies_from) where released_at is null;
create index capacity_hold_by_class on capacity_hold (class_code) where released_at is null;
create index capacity_hold_to_bind on capacity_hold (occupies_from)
  where released_at is null and status = 'firm' and not bound and vehicle_id is not null;
create index capacity_hold_in_use on capacity_hold (occupies_until) where released_at is null and status = 'in-use';
create index capacity_hold_in_conflict on capacity_hold (from_at) where released_at is null and conflict is not null;
