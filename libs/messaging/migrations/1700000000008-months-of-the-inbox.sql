-- The inbox by month of the message, so that what is too old goes with its partition and not row by row. The id of an
-- event is a UUIDv7: it begins with the time it was written, and the primary key holds it already.

-- The lowest UUIDv7 of a time.
create function uuid_from_time(a_time timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from a_time) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

create function start_of_month(a_time timestamptz, months int) returns timestamptz
language sql immutable parallel safe as $$
  select (date_trunc('month', a_time at time zone 'UTC') + make_interval(months => months)) at time zone 'UTC'
$$;

alter table inbox rename to inbox_before;
alter index inbox_pkey rename to inbox_before_pkey;
alter index inbox_by_age rename to inbox_before_by_age;

create table inbox (
  consumer text not null,
  message_id uuid not null,
  type text not null,
  applied_at timestamptz not null default now(),
  primary key (consumer, message_id)
) partition by range (message_id);

-- Takes whatever has no month: ids that are no UUIDv7, and messages older than what is kept, of which a consumer that
-- reads a topic from its beginning has many. These go by their age.
create table inbox_default partition of inbox default;
create index inbox_default_by_age on inbox_default using brin (applied_at);

do $$
declare
  upper uuid := uuid_from_time(start_of_month(now(), 1));
begin
  with later as (delete from inbox_before where message_id >= upper returning *)
  insert into inbox_default select consumer, message_id, type, applied_at from later;
  execute format('alter table inbox attach partition inbox_before for values from (minvalue) to (%L)', upper);
end $$;

-- Creates the partitions of this month and the `ahead` following ones, as their owner. A month whose rows already lie
-- in the default partition is left. Whoever reads the inbox at the moment is waited for two seconds at most: consumers
-- must not queue behind this, and months are made long ahead.
create function create_inbox_months(ahead int) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  since timestamptz;
  first_id uuid;
  end_id uuid;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('create_inbox_months', 0));
  for i in 0 .. least(ahead, 36) loop
    since := start_of_month(now(), i);
    first_id := uuid_from_time(since);
    end_id := uuid_from_time(start_of_month(now(), i + 1));
    if not exists (select 1 from inbox_months() m where m.lower <= first_id and m.upper >= end_id)
       and not exists (select 1 from inbox_default where message_id >= first_id and message_id < end_id)
    then
      execute format('create table inbox_%s partition of inbox for values from (%L) to (%L)',
                     to_char(since at time zone 'UTC', 'YYYY_MM'), first_id, end_id);
      made := made + 1;
    end if;
  end loop;
  return made;
exception when lock_not_available then
  return 0;
end $$;

-- The partitions with their bounds, the default one left out.
create function inbox_months() returns table (name text, lower uuid, upper uuid)
language sql stable set search_path = public, pg_temp as $$
  select relname,
         coalesce(substring(bound from $re$FROM \('([0-9a-f-]{36})'$re$), repeat('0', 32))::uuid,
         substring(bound from $re$TO \('([0-9a-f-]{36})'$re$)::uuid
    from (select c.relname::text as relname, pg_get_expr(c.relpartbound, c.oid) as bound
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'inbox'::regclass) parts
   where bound <> 'DEFAULT'
$$;

-- Drops the partitions all of whose messages were written before `before`; how many. What somebody reads for more than
-- two seconds is dropped at the next call.
create function drop_inbox_months(before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  month record;
  dropped int := 0;
begin
  if before > now() - interval '30 days' then
    raise exception 'redeliveries of 30 days must be recognised' using errcode = 'check_violation';
  end if;
  for month in select name from inbox_months() where upper <= uuid_from_time(before) order by upper loop
    begin
      execute format('drop table %I', month.name);
      dropped := dropped + 1;
    exception when lock_not_available then
      return dropped;
    end;
  end loop;
  return dropped;
end $$;

select create_inbox_months(12);
