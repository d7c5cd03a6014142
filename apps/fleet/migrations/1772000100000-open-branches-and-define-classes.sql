-- Where vehicles are handed over and returned.
create table branch (
  id                  uuid primary key,
  code                text not null unique,
  name                text not null,
  city                text not null,
  time_zone           text not null,
  opens_at            text not null check (opens_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  closes_at           text not null check (closes_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  violation_hold_days integer not null check (violation_hold_days between 7 and 30),
  turnaround_minutes  integer not null check (turnaround_minutes >= 0),
  opened_at           timestamptz not null,
  version             integer not null check (version > 0),
  check (opens_at < closes_at)
);

-- What is promised to customers; a vehicle is bound late.
create table vehicle_class (
  class_code          text primary key check (class_code ~ '^[A-Za-z0-9-]{1,32}$'),
  name                text not null,
  rank                integer not null check (rank > 0),
  minimum_age         integer not null check (minimum_age >= 18),
  licence_held_months integer not null check (licence_held_months >= 0),
  automatic_only      boolean not null,
  defined_at          timestamptz not null,
  version             integer not null check (version > 0)
);
