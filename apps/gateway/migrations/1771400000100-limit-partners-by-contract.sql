-- Null: what the installation gives every partner. Instances of the release before write neither.
alter table partner
  add column requests_per_minute int check (requests_per_minute > 0),
  add column requests_in_flight int check (requests_in_flight > 0);
