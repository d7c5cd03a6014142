-- `version` goes on to be the number of facts published, `revision` is the number of changes and the ETag. Null means
-- that a release before this one wrote the row last: its changes were its facts.
alter table branch add column revision int;
alter table vehicle_class add column revision int;
alter table vehicle add column revision int;

-- A release before this one does not know the column. While it runs beside this one its changes count as well: it writes
-- `version` with each of them, also with those that publish nothing.
create function count_change() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger count_change before update of version on vehicle for each row
  when (new.revision = old.revision) execute function count_change();
