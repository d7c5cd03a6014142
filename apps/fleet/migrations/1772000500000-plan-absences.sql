-- Vehicles that are to be away: in the workshop, at an inspection, to be sold. Dispatch holds the time or refuses it.
create table absence (
  id              uuid primary key,
  -- Whose absences it is listed among; the candidates may be others.
  vehicle_id      uuid not null references vehicle,
  kind            text not null check (kind in ('maintenance', 'inspection', 'disposal')),
  need            text not null check (need in ('must', 'should')),
  firmness        text not null check (firmness in ('movable', 'fixed')),
  minutes         integer not null check (minutes > 0),
  candidates      jsonb not null,
  note            text,
  requested_at    timestamptz not null,
  expires_at      timestamptz not null,
  status          text not null check (status in ('wanted', 'held', 'refused', 'expired', 'withdrawn', 'ended')),

  -- What dispatch holds, or held.
  held_vehicle_id uuid references vehicle,
  from_at         timestamptz,
  to_at           timestamptz,

  reasons         jsonb,
  alternatives    jsonb,
  ended_at        timestamptz,

  version         integer not null,
  revision        integer,
  check (num_nulls(held_vehicle_id, from_at, to_at) in (0, 3)),
  check (from_at < to_at),
  check (status not in ('held', 'ended') or held_vehicle_id is not null)
);
create index absence_by_vehicle on absence (vehicle_id, requested_at);
create index absence_by_held_vehicle on absence (held_vehicle_id, from_at) where held_vehicle_id is not null;
-- Due work: questions without an answer, and absences whose time is over.
create index absence_unanswered on absence (expires_at) where status = 'wanted';
create index absence_held on absence (to_at) where status = 'held';
