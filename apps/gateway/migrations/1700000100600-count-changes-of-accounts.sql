-- `revision` is the number of changes and the ETag, `version` is kept for the number of facts published. Accounts publish
-- nothing, and a release before this one takes `version` for the ETag: as long as it may run beside this one, both say
-- the same, whoever writes. Null means that the release before wrote the row when it was new.
alter table account add column revision int;

create function keep_versions_in_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.revision is not distinct from old.revision then
    new.revision := new.version;
  else
    new.version := coalesce(new.revision, new.version);
  end if;
  return new;
end $$;
create trigger keep_versions_in_step before insert or update on account
  for each row execute function keep_versions_in_step();
