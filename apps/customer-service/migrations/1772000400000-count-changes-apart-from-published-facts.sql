-- `version` goes on to be the number of facts published, `revision` is the number of changes and the ETag. Null means
-- that a release before this one wrote the row last: its changes were its facts.
alter table survey add column revision int;
alter table complaint add column revision int;

-- A release before this one does not know the column. While it runs beside this one its changes count as well: it writes
-- `version` with each of them, also with those that publish nothing. Sealing a text anew does not, and is no change.
create function count_change() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger count_change before update of version on survey for each row
  when (new.revision = old.revision) execute function count_change();
create trigger count_change before update of version on complaint for each row
  when (new.revision = old.revision) execute function count_change();
