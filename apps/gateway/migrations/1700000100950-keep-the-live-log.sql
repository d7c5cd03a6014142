-- What live updates tell, of the last hour. Whoever adds to it locks the head until the commit: so ids have no gaps, and
-- who sees one sees all that are lower.
create table live_head (
  singleton boolean primary key default true check (singleton),
  -- Tells the ids of this log from those of one in a database that was made anew.
  epoch     text not null default substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
  last_id   bigint not null default 0
) with (fillfactor = 50);
insert into live_head default values;

create table live_event (
  id         bigint primary key,
  topic      text not null,
  type       text not null,
  subject    text not null,
  version    bigint not null,
  -- Branches it concerns; none when its event names none.
  branch_ids text[] not null,
  partner_id uuid,
  logged_at  timestamptz not null default now()
);
create index live_event_by_age on live_event (logged_at, id);

-- The log begins today: keys may be older, and any version of theirs is the next one.
insert into consumer_baseline (consumer, since) values ('live', now() - interval '2 days') on conflict do nothing;
