-- Projections: everything below follows from raw_event alone, and is written only while an event is collected or
-- replayed. The same tables exist in schema "rebuild", into which a replay writes before the two are compared.

create extension if not exists btree_gist;

create schema rebuild;

create table branch (
  branch_id uuid primary key,
  code      text not null,
  name      text not null,
  time_zone text not null
);

create table vehicle_status_interval (
  vehicle_id     uuid      not null,
  during         tstzrange not null check (not isempty(during)),
  branch_id      uuid      not null,
  class_code     text      not null,
  life_cycle     text      not null,
  operation      text      not null,
  reservation_id uuid,
  version        integer   not null,
  -- A vehicle is in one state at a time.
  exclude using gist (vehicle_id with =, during with &&)
);

create table rental (
  agreement_id   uuid primary key,
  reservation_id uuid        not null,
  customer_id    uuid,
  vehicle_id     uuid        not null,
  branch_id      uuid,
  class_code     text,
  channel        text,
  opened_at      timestamptz,
  due_at         timestamptz not null,
  returned_at    timestamptz,
  late_minutes   integer,
  settled_fen    bigint,
  closed_at      timestamptz
);

create table reservation (
  reservation_id uuid primary key,
  status         text        not null,
  class_code     text        not null,
  branch_id      uuid        not null,
  channel        text        not null,
  pick_up_at     timestamptz not null,
  submitted_at   timestamptz not null,
  confirmed_at   timestamptz,
  ended_at       timestamptz,
  total_fen      bigint      not null,
  version        integer     not null
);
create index reservation_pick_up on reservation (pick_up_at);

create table revenue_line (
  entry_id     uuid    not null,
  line_no      integer not null,
  posting_date date    not null,
  amount_fen   bigint  not null,
  vehicle_id   uuid,
  branch_id    uuid,
  primary key (entry_id, line_no)
);
create index revenue_line_day on revenue_line (posting_date, vehicle_id);
comment on table revenue_line is 'Net rental revenue: credits less debits of account 6041, from posted entries';

create table survey (
  survey_id      uuid primary key,
  agreement_id   uuid        not null,
  invited_at     timestamptz,
  satisfaction   integer,
  recommendation integer,
  answered_at    timestamptz
);

create table complaint (
  complaint_id uuid primary key,
  category     text,
  received_at  timestamptz,
  state        text        not null
);

-- The rollup: one row per vehicle and finished business day. Recomputed, never added to: what is late or comes
-- twice only marks the day dirty again.
create table vehicle_day (
  vehicle_id             uuid    not null,
  day                    date    not null,
  branch_id              uuid    not null,
  class_code             text    not null,
  in_fleet_minutes       numeric not null,
  rented_minutes         numeric not null,
  out_of_service_minutes numeric not null,
  primary key (vehicle_id, day)
);
create index vehicle_day_day on vehicle_day (day);

create table dirty_vehicle_day (
  vehicle_id uuid not null,
  day        date not null,
  primary key (vehicle_id, day)
);

create table rolled_up (
  only_row     boolean primary key default true check (only_row),
  through_day  date not null
);
comment on table rolled_up is 'Business days up to this one are in vehicle_day';

do $$
declare name text;
begin
  foreach name in array array['branch', 'vehicle_status_interval', 'rental', 'reservation', 'revenue_line', 'survey',
                              'complaint', 'vehicle_day', 'dirty_vehicle_day', 'rolled_up'] loop
    execute format('create table rebuild.%I (like public.%I including all)', name, name);
  end loop;
end $$;

grant usage on schema rebuild to analytics_app;
grant select, insert, update, delete on all tables in schema rebuild to analytics_app;
