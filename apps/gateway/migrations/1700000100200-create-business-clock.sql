-- Simulated time of the whole system: one row, moved forward only.
create table business_clock (
  singleton boolean primary key default true check (singleton),
  now       timestamptz,
  version   integer not null
);
insert into business_clock (now, version) values (null, 0);
