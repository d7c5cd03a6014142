-- What the service has published, by month of writing: the source of archives and rebuilds.
create table event_log (
  seq bigint not null,
  id uuid not null,
  topic text not null,
  key text not null,
  type text not null,
  payload jsonb not null,
  headers jsonb not null,
  aggregate_version bigint not null,
  created_at timestamptz not null,
  published_at timestamptz not null default now(),
  primary key (seq, created_at)
) partition by range (created_at);
create index event_log_by_key on event_log (topic, key, aggregate_version);

-- Takes whatever no month was made for, so that publishing never fails for want of a partition.
create table event_log_default partition of event_log default;

-- Creates the partitions of this month and the `ahead` following ones. It runs as its owner, because the
-- service's own role may not create tables. A month whose rows already lie in the default partition is left.
create function create_event_log_months(ahead int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('create_event_log_months', 0));
  for i in 0 .. least(ahead, 36) loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i))::date;
    if to_regclass(format('event_log_%s', to_char(month, 'YYYY_MM'))) is null
       and not exists (
         select 1 from event_log_default
          where created_at >= month::timestamp at time zone 'UTC'
            and created_at < (month + interval '1 month') at time zone 'UTC'
       )
    then
      execute format(
        'create table event_log_%s partition of event_log for values from (%L) to (%L)',
        to_char(month, 'YYYY_MM'),
        month::timestamp at time zone 'UTC',
        (month + interval '1 month') at time zone 'UTC'
      );
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

select create_event_log_months(12);
