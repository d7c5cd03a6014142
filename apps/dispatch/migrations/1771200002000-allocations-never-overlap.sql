create extension if not exists btree_gist;

-- A vehicle bound to a reservation. The database refuses double booking whatever the code does.
create table allocation (
  allocation_id uuid primary key,
  reservation_id uuid not null,
  vehicle_id uuid not null,
  -- Class of the vehicle.
  class_code text not null,
  -- Turnaround included while active; the real use once completed.
  during tstzrange not null,
  status text not null check (status in ('active', 'completed', 'released')),
  -- Handed over, when active.
  in_use boolean not null default false,
  release_reason text,
  version integer not null,
  allocated_at timestamptz not null,
  released_at timestamptz,
  check ((status = 'active') = (released_at is null)),
  check (not lower_inf(during) and not upper_inf(during)),
  constraint no_double_booking exclude using gist (vehicle_id with =, during with &&) where (status = 'active')
);
create unique index one_active_allocation_per_reservation on allocation (reservation_id) where status = 'active';
create index allocation_by_reservation on allocation (reservation_id);
create index allocation_by_time on allocation (lower(during), allocation_id);
create index allocation_by_vehicle on allocation (vehicle_id, lower(during));
