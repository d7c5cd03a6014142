-- Rows behind a dead event of their key are marked when the relay meets them, so that it does not read them all again
-- at every look at the front of the outbox.
alter table outbox add column held boolean not null default false;

-- The front of the outbox. "held" leads, so that a query in the order of (held, seq) can be answered by this index
-- alone, whatever the statistics say: the primary key would read the marked rows too.
create index outbox_ready on outbox (held, seq) where not held;
create index outbox_held on outbox (topic, key) where held;

-- Whoever takes a dead event away, to try it again or for good, lets what waits behind it go, in the same transaction.
create function outbox_release_held() returns trigger
language plpgsql as $$
begin
  -- two dead events of one key that go at the same moment must see each other gone
  perform pg_advisory_xact_lock(hashtextextended('outbox-dead ' || old.topic || ' ' || old.key, 0));
  update outbox o set held = false
   where o.topic = old.topic and o.key = old.key and o.held
     and not exists (
       select 1 from outbox_dead d where d.topic = o.topic and d.key = o.key and d.seq < o.seq
     );
  return null;
end $$;
create trigger outbox_dead_gone after delete on outbox_dead
  for each row execute function outbox_release_held();
