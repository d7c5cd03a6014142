-- What a run found, measured and did; never changed afterwards. A figure that cannot be known is null.
create table dispatch_plan (
  plan_id uuid primary key,
  reason text not null check (reason in ('due', 'conflict', 'asked')),
  asked_by text,
  measured_at timestamptz not null,
  promises integer not null check (promises >= 0),
  in_time boolean not null,
  planning_gap float8,
  operational_gap float8,
  online_gap float8,
  answer_ms jsonb,
  utilisation float8,
  moves jsonb not null,
  relocations jsonb not null,
  check ((reason = 'asked') = (asked_by is not null))
);
create index dispatch_plan_by_time on dispatch_plan (measured_at, plan_id);
