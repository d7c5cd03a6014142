-- What partners are told, by the day on which the event was written. A day goes as a whole after 30 days.
create sequence message_seq;
create table message (
  day         date not null,
  -- evt_…, derived from event and partner: the same event gives the same message
  id          text not null,
  -- per partner in the order of commits (see webhook_lock)
  seq         bigint not null default nextval('message_seq'),
  partner_id  uuid not null,
  type        text not null,
  subject     text not null,
  version     bigint not null,
  occurred_at timestamptz not null,
  created_at  timestamptz not null default clock_timestamp(),
  -- of the work that led to the event
  trace_id    text,
  -- the text that is signed and sent
  body        text not null,
  primary key (day, id)
) partition by range (day);
create index message_by_partner on message (partner_id, seq);
create index message_by_seq on message (seq);
create table message_default partition of message default;

-- A message on its way to an endpoint.
create table delivery (
  id            uuid primary key,
  message_id    text not null,
  message_day   date not null,
  -- of the message
  seq           bigint not null,
  endpoint_id   uuid not null references endpoint,
  partner_id    uuid not null,
  type          text not null,
  subject       text not null,
  version       bigint not null,
  state         text not null check (state in ('waiting', 'in-flight', 'delivered', 'exhausted', 'cancelled')),
  -- ordered endpoints: an earlier event of the subject comes first
  blocked       boolean not null default false,
  -- when it is tried; of one in flight the end of its lease, after which another worker may take it
  due_at        timestamptz not null,
  -- grows with each lease: what an earlier holder says is refused
  fence         integer not null default 0,
  -- those that count; a replay begins anew
  attempts      integer not null default 0,
  -- told to the bus
  event_version integer not null default 0,
  replayed      boolean not null default false,
  replay_id     uuid,
  created_at    timestamptz not null default clock_timestamp(),
  delivered_at  timestamptz,
  unique (message_id, endpoint_id)
) with (fillfactor = 70);
create index delivery_due on delivery (endpoint_id, due_at) where state in ('waiting', 'in-flight') and not blocked;
create index delivery_in_flight on delivery (endpoint_id, due_at) where state = 'in-flight';
-- those that later ones of their subject wait for
create index delivery_open on delivery (endpoint_id, subject, version, seq)
  where state in ('waiting', 'in-flight', 'exhausted');
create index delivery_by_partner on delivery (partner_id, seq, id);
create index delivery_by_endpoint on delivery (endpoint_id, seq, id);
create index delivery_by_replay on delivery (replay_id) where replay_id is not null;
create index delivery_by_day on delivery (message_day);

create table attempt (
  day         date not null,
  delivery_id uuid not null,
  -- the fence under which it was made
  number      integer not null,
  started_at  timestamptz not null,
  duration_ms integer not null,
  -- of the answer, or why there was none
  status      integer,
  fault       text,
  address     text,
  -- at most 4 kB
  answer      text,
  primary key (day, delivery_id, number)
) partition by range (day);
create table attempt_default partition of attempt default;

create table replay (
  id           uuid primary key,
  partner_id   uuid not null,
  endpoint_id  uuid not null references endpoint,
  since        timestamptz not null,
  until        timestamptz not null,
  event_types  text[] not null,
  -- only what was not delivered
  missed_only  boolean not null,
  status       text not null check (status in ('running', 'done', 'cancelled')),
  -- messages up to here were looked at
  looked_to    bigint not null default 0,
  last_seq     bigint not null,
  looked_at    integer not null default 0,
  begun        integer not null default 0,
  created_at   timestamptz not null default clock_timestamp(),
  ended_at     timestamptz
);
create index replay_running on replay (created_at) where status = 'running';
create index replay_by_partner on replay (partner_id, created_at, id);

-- Whether a subscription takes a type.
create function webhook_takes(subscriptions text[], type text) returns boolean
language sql immutable parallel safe as $$
  select exists (
    select from unnest(subscriptions) s
     where s = '*' or s = type or (right(s, 2) = '.*' and starts_with(type, left(s, -1))))
$$;

create function webhook_new_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
           substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
         52, 1), 53, 1), 'hex')::uuid
$$;

-- Taken by whatever adds, ends or orders messages of a partner, before it reads: so that the order of `seq` is that of the
-- commits, and nobody blocks a delivery behind one that has just ended.
create function webhook_lock(partner uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('webhooks ' || partner, 0))
$$;

-- Of the waiting deliveries of these subjects only the first is free. Needs webhook_lock.
create function webhook_order(an_endpoint uuid, subjects text[]) returns void
language sql volatile set search_path = public, pg_temp as $$
  update delivery d set blocked = o.behind
    from (select w.id, exists (
                   select from delivery e
                    where e.endpoint_id = an_endpoint and e.subject = w.subject
                      and e.state in ('waiting', 'in-flight', 'exhausted')
                      and (e.version, e.seq) < (w.version, w.seq)) as behind
            from delivery w
           where w.endpoint_id = an_endpoint and w.state = 'waiting'
             and (subjects is null or w.subject = any (subjects))) o
   where d.id = o.id and d.blocked <> o.behind
$$;

-- Makes the partitions of the coming days, as their owner; a day whose rows lie in the default one already is left.
create function create_webhook_days(ahead integer) returns integer
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  a_day date;
  a_table text;
  name text;
  taken boolean;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('create_webhook_days', 0));
  for i in -1 .. least(ahead, 31) loop
    a_day := (now() at time zone 'UTC')::date + i;
    foreach a_table in array array['message', 'attempt'] loop
      name := a_table || '_' || to_char(a_day, 'YYYY_MM_DD');
      execute format('select exists (select from %I where day = %L)', a_table || '_default', a_day) into taken;
      if to_regclass(name) is null and not taken then
        execute format('create table %I partition of %I for values from (%L) to (%L)', name, a_table, a_day, a_day + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
exception when lock_not_available then
  return made;
end $$;

-- Drops what is older than 30 days, a day at a time. Deliveries go first, in steps the caller repeats; how many rows
-- and days went.
create function drop_webhook_days() returns integer
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  oldest date := (now() at time zone 'UTC')::date - 30;
  part record;
  dropped integer := 0;
begin
  delete from delivery where id in (select id from delivery where message_day < oldest limit 1000);
  get diagnostics dropped = row_count;
  if dropped > 0 then return dropped; end if;
  delete from message_default where day < oldest;
  delete from attempt_default where day < oldest;
  for part in
    select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('message'::regclass, 'attempt'::regclass)
       and c.relname ~ '_\d{4}_\d\d_\d\d$' and to_date(right(c.relname::text, 10), 'YYYY_MM_DD') < oldest
  loop
    execute format('drop table %I', part.name);
    dropped := dropped + 1;
  end loop;
  return dropped;
exception when lock_not_available then
  return dropped;
end $$;

select create_webhook_days(3);
