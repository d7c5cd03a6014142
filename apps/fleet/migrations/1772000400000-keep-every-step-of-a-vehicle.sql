-- Every step a vehicle took, and who took it. A release before this one writes none.
create table vehicle_history (
  seq bigint generated always as identity primary key,
  id uuid not null,
  version int not null,
  type text not null,
  -- Of the life cycle.
  status text not null,
  at timestamptz not null,
  actor text,
  data jsonb not null
);
create index vehicle_history_by_vehicle on vehicle_history (id, seq);
