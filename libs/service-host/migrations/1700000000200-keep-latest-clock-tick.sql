-- Simulated mode only: the business time a restarted service continues with. Never more than one row.
create table clock_tick (
  singleton boolean primary key default true check (singleton),
  now timestamptz not null
);
