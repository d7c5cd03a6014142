-- What somebody asked "what if" about: the figures of that moment, and what was done when it was committed.
create table what_if (
  what_if_id uuid primary key,
  status text not null check (status in ('open', 'committed', 'discarded')),
  asked_by text not null,
  asked_at timestamptz not null,
  -- Afterwards the figures are too old to decide by.
  commit_before timestamptz not null,
  question jsonb not null,
  classes jsonb not null,
  moves jsonb not null,
  decided_by text,
  decided_at timestamptz,
  -- Of one that was committed, also when it was discarded afterwards.
  outcome jsonb,
  check ((status = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  check (status <> 'committed' or outcome is not null)
);
create index what_if_by_time on what_if (asked_at, what_if_id);

-- No promise gets the vehicle in these spans: a what-if was committed, and what it is about is still to be made in fleet. Ends
-- by itself when fleet does not act. A release before this one neither writes nor reads it, and promises the vehicle.
alter table vehicle
  add column kept_free tstzmultirange not null default '{}',
  add column kept_free_until timestamptz,
  add column kept_free_for uuid,
  -- Where it is to be taken: it has been when it is there.
  add column kept_free_to_branch_id uuid,
  add check ((kept_free = '{}') = (kept_free_until is null));
create index vehicle_kept_free on vehicle (kept_free_until) where kept_free_until is not null;
