-- `version` goes on to be the number of facts an aggregate has published, `revision` is the number of its changes and its
-- ETag. Null means that a release before this one wrote the row last: its changes were its facts.
alter table customer add column revision int;
alter table reservation add column revision int;
alter table agreement add column revision int;

-- A release before this one does not know the column. While it runs beside this one its changes count as well: it writes
-- `version` with each of them, also with those that publish nothing.
create function count_change() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger count_change before update of version on customer for each row
  when (new.revision = old.revision) execute function count_change();
create trigger count_change before update of version on reservation for each row
  when (new.revision = old.revision) execute function count_change();
create trigger count_change before update of version on agreement for each row
  when (new.revision = old.revision) execute function count_change();
