-- How vehicles are brought from one branch to another, as the company says. Without a row nothing is ever relocated.
create table drive (
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  -- From leaving to being ready there; a week at most.
  minutes integer not null check (minutes between 1 and 10080),
  cost_fen bigint not null check (cost_fen >= 0),
  active boolean not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (from_branch_id, to_branch_id),
  check (from_branch_id <> to_branch_id)
);
create index drive_by_target on drive (to_branch_id, from_branch_id);
