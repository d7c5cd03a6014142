-- `version` goes on to be the number of facts an aggregate has published, `revision` is the number of its changes. Null
-- means that a release before this one wrote the row last: its changes were its facts.
alter table capacity_request add column revision int;
alter table allocation add column revision int;

-- When a reservation was first heard of; nobody asks when it was answered.
alter table capacity_request alter column answered_at set default now();

-- A conflict near its pick-up is tried with a higher class by itself, apart from the retry of its own class.
alter table capacity_hold add column upgrade_tried_at timestamptz;

-- A release before this one does not know the column. While it runs beside this one its changes count as well: it writes
-- `version` with each of them, also with those that publish nothing.
create function count_change() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger count_change before update of version on capacity_request for each row
  when (new.revision = old.revision) execute function count_change();
create trigger count_change before update of version on allocation for each row
  when (new.revision = old.revision) execute function count_change();
