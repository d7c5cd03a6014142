-- Read models fed by fleet's events; version is that of the last event applied.
create table branch (
  branch_id uuid primary key,
  code text not null,
  name text not null,
  city text not null,
  time_zone text not null,
  opens_at text not null,
  closes_at text not null,
  violation_hold_days int not null check (violation_hold_days between 0 and 365),
  version bigint not null
);

create table vehicle_class (
  class_code text primary key,
  name text not null,
  rank int not null,
  minimum_age int not null,
  licence_held_months int not null,
  automatic_only boolean not null,
  version bigint not null
);

create table vehicle (
  vehicle_id uuid primary key,
  plate text not null,
  class_code text not null,
  version bigint not null
);
