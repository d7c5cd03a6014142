-- A promise without a place is tried again after twice as long each time, and at once when something changes in its class.
alter table capacity_hold
  add column retries integer not null default 0,
  add column retry_at timestamptz;
