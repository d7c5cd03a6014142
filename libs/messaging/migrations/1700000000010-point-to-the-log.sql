-- An event is stored once, in event_log, by the transaction that writes it. What is not published yet is a pointer in
-- outbox_queue, which the relay deletes. `outbox` is a view for the release before, dropped with the next one.

lock table outbox, event_log, outbox_dead, published_count in access exclusive mode;

create sequence event_seq;
select setval('event_seq', greatest(last_value, 1), is_called) from outbox_seq_seq;

-- Rows written from now on have `data`, as the bus gets it; those before have `payload`, which is never rewritten.
alter table event_log
  add column data text,
  alter column payload drop not null,
  alter column published_at drop not null,
  alter column published_at drop default,
  alter column created_at set default now(),
  alter column seq set default nextval('event_seq'),
  add constraint event_log_has_data check (data is not null or payload is not null) not valid,
  add constraint event_log_has_key check (key <> '') not valid,
  add constraint event_log_has_version check (aggregate_version > 0) not valid;

-- outbox_version says which versions there are, and refuses one a second time
drop index event_log_by_key;

create table outbox_queue (
  -- behind a dead event of its key
  held boolean not null default false,
  seq bigint not null,
  -- with seq the primary key of event_log: leads to the month
  created_at timestamptz not null,
  topic text not null,
  key text not null,
  -- "held" leads: the front of the queue is read in the order of (held, seq) without the marked rows
  primary key (held, seq)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
create index outbox_queue_held on outbox_queue (topic, key) where held;

insert into event_log (seq, id, topic, key, type, data, headers, aggregate_version, created_at)
select seq, id, topic, key, type, payload::text, headers, aggregate_version, created_at from outbox
union all
select seq, id, topic, key, type, payload::text, headers, aggregate_version, created_at from outbox_dead;
insert into outbox_queue (held, seq, created_at, topic, key) select held, seq, created_at, topic, key from outbox;

-- Events in event_log with a number up to `counted_seq` are in published_count; those after it are few, and counted when
-- asked for. The next step goes to `next_seq`, once every transaction older than `next_xid` has ended: who draws a number
-- up to there is older.
create table event_count_place (
  only_row boolean primary key default true check (only_row),
  counted_seq bigint not null,
  next_seq bigint not null,
  next_xid xid8 not null
);
insert into event_count_place (counted_seq, next_seq, next_xid)
select n, n, pg_current_xact_id()
  from (select last_value - (not is_called)::int as n from event_seq) s;

alter table published_count add column stepwise boolean not null default false;
insert into published_count as c (type, count)
select type, count(*) from (select type from outbox union all select type from outbox_dead) e group by type
on conflict (type) do update set count = c.count + excluded.count;

drop table outbox;

-- Counts what lies between. Called every few seconds; who comes while another one counts does nothing.
create function count_events() returns void language plpgsql as $$
declare
  -- read before this transaction gets its own number: who drew one up to here is older
  last_seq bigint := (select last_value - (not is_called)::int from event_seq);
  this_xid xid8 := pg_current_xact_id();
  place event_count_place;
begin
  select * into place from event_count_place for update skip locked;
  -- a number from the future is of the server that this database was copied from; nothing of it runs here
  if not found or place.next_xid > pg_snapshot_xmin(pg_current_snapshot()) and place.next_xid < this_xid then
    return;
  end if;
  if place.next_seq > place.counted_seq then
    insert into published_count as c (type, count, stepwise)
    select type, count(*), true from event_log
     where seq > place.counted_seq and seq <= place.next_seq group by type
    on conflict (type) do update set count = c.count + excluded.count;
  end if;
  -- a step takes no longer than a statement of the relay may
  update event_count_place
     set counted_seq = next_seq, next_seq = least(last_seq, next_seq + 100000), next_xid = this_xid
   where last_seq > counted_seq;
end $$;

-- An event that is given up changes its type; no other row of the log ever changes.
create function event_log_recount() returns trigger language plpgsql as $$
declare
  counted bigint;
begin
  -- locked whatever it says: nobody counts until this change can be seen
  select counted_seq into counted from event_count_place for share;
  if old.seq <= counted then
    insert into published_count as c (type, count, stepwise) values (old.type, -1, true), (new.type, 1, true)
    on conflict (type) do update set count = c.count + excluded.count;
  end if;
  return null;
end $$;
create trigger event_log_type_changed after update on event_log
  for each row when (old.type <> new.type) execute function event_log_recount();

create or replace function outbox_release_held() returns trigger
language plpgsql as $$
begin
  -- two dead events of one key that go at the same moment must see each other gone
  perform pg_advisory_xact_lock(hashtextextended('outbox-dead ' || old.topic || ' ' || old.key, 0));
  update outbox_queue q set held = false
   where q.topic = old.topic and q.key = old.key and q.held
     and not exists (
       select 1 from outbox_dead d where d.topic = q.topic and d.key = q.key and d.seq < q.seq
     );
  return null;
end $$;
