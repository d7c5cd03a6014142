-- Each process keeps the plan of a class in memory and reads what others have changed since. A row carries the transaction
-- that changed it last; a trigger writes it, so that a release before this one is heard of as well. Null means that nobody
-- has changed the row since this migration.
alter table vehicle add column changed_by xid8;
alter table capacity_hold add column changed_by xid8;

create function stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_by := pg_current_xact_id();
  return new;
end $$;
create trigger stamp_change before insert or update on vehicle for each row execute function stamp_change();
create trigger stamp_change before insert or update on capacity_hold for each row execute function stamp_change();

create index vehicle_changed on vehicle (changed_by);
create index capacity_hold_changed on capacity_hold (changed_by);

-- What is visible now and was not in the snapshot `seen`, changes of one's own transaction included. Transactions of the
-- future are those of another cluster, where the rows were restored from. A service plans its statements on empty tables
-- and keeps the plans: these may not read the table.
create function vehicles_changed_since(seen pg_snapshot) returns setof uuid language plpgsql stable
  set enable_seqscan = off as $$
begin
  return query select vehicle_id from vehicle
    where changed_by >= pg_snapshot_xmin(seen)
      and changed_by <= greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned())
      and not pg_visible_in_snapshot(changed_by, seen);
end $$;

create function holds_changed_since(seen pg_snapshot) returns setof uuid language plpgsql stable
  set enable_seqscan = off as $$
begin
  return query select hold_id from capacity_hold
    where changed_by >= pg_snapshot_xmin(seen)
      and changed_by <= greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned())
      and not pg_visible_in_snapshot(changed_by, seen);
end $$;

-- Whether one's own transaction has changed anything, also what is in no plan any more.
create function has_changed_plans() returns boolean language plpgsql stable set enable_seqscan = off as $$
begin
  return exists (select from capacity_hold where changed_by = pg_current_xact_id_if_assigned())
      or exists (select from vehicle where changed_by = pg_current_xact_id_if_assigned());
end $$;

-- The snapshot of now, in which one's own transaction has not committed yet: Postgres leaves it out of those in progress.
create function present_moment() returns text language plpgsql stable as $$
declare
  now pg_snapshot := pg_current_snapshot();
  own xid8 := pg_current_xact_id_if_assigned();
begin
  if own is null or own >= pg_snapshot_xmax(now) then
    return now::text;
  end if;
  return concat_ws(':', pg_snapshot_xmin(now), pg_snapshot_xmax(now), (
    select string_agg(xid::text, ',' order by xid) from (select pg_snapshot_xip(now) as xid union select own) in_progress));
end $$;
