-- One row per item of due work that failed when it was last handled. It goes when the item is handled or no longer due.
create table failed_due_item (
  id uuid primary key,
  work text not null,
  item text not null,
  due_at timestamptz not null,
  -- given-up: tried as often as allowed, not tried again until an operator asks for it
  status text not null check (status in ('backing-off', 'given-up')),
  attempts int not null,
  error text not null,
  first_failed_at timestamptz not null,
  last_failed_at timestamptz not null,
  next_attempt_at timestamptz,
  unique (work, item),
  check ((status = 'given-up') = (next_attempt_at is null))
);
create index failed_due_item_by_age on failed_due_item (first_failed_at, id);
