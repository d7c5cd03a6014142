-- Two what-ifs may be about one vehicle: what is kept free for one does not end with the other. The columns of the vehicle
-- hold what comes of all of them; planning reads these.
create table kept_free (
  what_if_id uuid not null references what_if,
  vehicle_id uuid not null references vehicle,
  span tstzrange not null,
  -- Ends by itself when fleet does not act.
  until timestamptz not null,
  -- Where it is to be taken: it has been when it is there.
  to_branch_id uuid,
  primary key (vehicle_id, what_if_id)
);
create index kept_free_until on kept_free (until, vehicle_id);

insert into kept_free (what_if_id, vehicle_id, span, until, to_branch_id)
select kept_free_for, vehicle_id, range_merge(kept_free), kept_free_until, kept_free_to_branch_id
  from vehicle where kept_free_for is not null;
drop index vehicle_kept_free;
-- A later release drops kept_free_for and kept_free_to_branch_id.
