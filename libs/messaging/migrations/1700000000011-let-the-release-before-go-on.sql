-- For the release before, which may run beside this one: the outbox as it knew it. All of this goes with the next release.
create view outbox as
select q.seq, e.id, q.topic, q.key, e.type, coalesce(e.payload, e.data::jsonb) as payload, e.headers,
       e.aggregate_version, q.created_at, q.held
  from outbox_queue q join event_log e on e.seq = q.seq and e.created_at = q.created_at;

create function outbox_as_before() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from outbox_queue where held = old.held and seq = old.seq;
    return case when found then old end;
  elsif tg_op = 'UPDATE' then
    update outbox_queue set held = new.held where held = old.held and seq = old.seq;
    return case when found then new end;
  end if;
  new.created_at := coalesce(new.created_at, now());
  if new.seq is null then
    -- counting relies on it: who draws a number is known as a transaction
    perform pg_current_xact_id();
    new.seq := nextval('event_seq');
    insert into event_log (seq, id, topic, key, type, data, headers, aggregate_version, created_at)
    values (new.seq, new.id, new.topic, new.key, new.type, new.payload::text, new.headers, new.aggregate_version,
            new.created_at);
  else
    -- a dead event that is tried again or given up
    update event_log set type = new.type, data = new.payload::text, payload = null, headers = new.headers
     where seq = new.seq and created_at = new.created_at;
  end if;
  insert into outbox_queue (seq, created_at, topic, key) values (new.seq, new.created_at, new.topic, new.key);
  return new;
end $$;
create trigger outbox_as_before instead of insert or update or delete on outbox
  for each row execute function outbox_as_before();

-- Its relay copies to the log what is there already, and counts one by one what is counted in steps.
create function pass_over() returns trigger language plpgsql as $$
begin
  return null;
end $$;
create trigger event_log_has_it before insert on event_log
  for each row when (new.payload is not null) execute function pass_over();
create trigger published_count_has_it before insert on published_count
  for each row when (not new.stepwise) execute function pass_over();
