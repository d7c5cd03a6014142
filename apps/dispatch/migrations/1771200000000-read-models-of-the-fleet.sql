-- What dispatch must know of branches, classes and vehicles, fed by the events of fleet and orders.

create table branch (
  branch_id uuid primary key,
  code text not null,
  name text not null,
  city text not null,
  time_zone text not null,
  turnaround_minutes integer not null check (turnaround_minutes >= 0),
  opened_at timestamptz not null
);
create index branch_by_city on branch (city);

create table vehicle_class (
  class_code text primary key,
  name text not null,
  rank integer not null check (rank >= 1)
);

-- No foreign keys between read models: their events arrive in any order.
create table vehicle (
  vehicle_id uuid primary key,
  -- Null until the registration has arrived, when a rental was heard of before it.
  class_code text,
  plate text,
  in_fleet boolean not null,
  -- Where it stands after its last finished rental, since when, and from when it is ready again.
  branch_id uuid not null,
  located_at timestamptz not null,
  free_from timestamptz not null,
  -- While all required papers are valid.
  fit tstzmultirange not null default '{}',
  grounded tstzrange,
  grounded_reason text
);
create index vehicle_by_class on vehicle (class_code) where in_fleet;
create index vehicle_grounded on vehicle (upper(grounded)) where grounded is not null;
