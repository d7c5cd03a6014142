-- What finance keeps per order beside the books. A reservation id names the order everywhere.

-- Pre-authorised deposits; not in the books until captured.
create table hold (
  reservation_id  uuid not null,
  kind            text not null check (kind in ('rental', 'violation')),
  reference       text not null,
  held_fen        bigint not null check (held_fen >= 0),
  captured_fen    bigint not null default 0 check (captured_fen >= 0),
  released_fen    bigint not null default 0 check (released_fen >= 0),
  open_fen        bigint generated always as (held_fen - captured_fen - released_fen) stored,
  held_at         timestamptz not null,
  ended_at        timestamptz,
  primary key (reservation_id, kind),
  constraint hold_never_overdrawn check (captured_fen + released_fen <= held_fen)
);

-- Running projection of the order's 1122 lines: the row that settlement, payments and accruals of one order lock first.
create table receivable (
  reservation_id  uuid primary key,
  agreement_id    uuid,
  customer_id     uuid not null,
  branch_id       uuid not null,
  vehicle_id      uuid,
  debit_fen       bigint not null default 0,
  credit_fen      bigint not null default 0,
  balance_fen     bigint generated always as (debit_fen - credit_fen) stored,
  -- No further charges come: from here the balance is due.
  final           boolean not null default false,
  -- The event that made it final: its repetition changes nothing, another one is refused.
  finalised_by    uuid,
  final_hash      bytea,
  cleared_at      timestamptz,
  -- Number of the last event of the aggregate; version counts every change of the row.
  event_version   integer not null default 0,
  version         integer not null default 1,
  constraint receivable_final_has_cause check (final = (finalised_by is not null) and final = (final_hash is not null)),
  constraint receivable_cleared_is_even check (cleared_at is null or (final and debit_fen = credit_fen))
);
create index receivable_due on receivable (reservation_id) where final and cleared_at is null;

-- One row per rental day of an agreement in force, from the price promise.
create table accrual_schedule (
  id              uuid primary key,
  reservation_id  uuid not null references receivable (reservation_id),
  day_no          integer not null check (day_no >= 1),
  starts_at       timestamptz not null,
  gross_fen       bigint not null check (gross_fen > 0),
  net_fen         bigint not null,
  tax_fen         bigint not null,
  vat_rate_bp     integer not null check (vat_rate_bp >= 0),
  state           text not null default 'pending' check (state in ('pending', 'accrued', 'dropped')),
  entry_id        uuid references entry (id),
  unique (reservation_id, day_no),
  constraint accrual_splits_exactly check (net_fen + tax_fen = gross_fen),
  constraint accrued_names_its_entry check ((state = 'accrued') = (entry_id is not null))
);
create index accrual_due on accrual_schedule (starts_at) where state = 'pending';

create table payment (
  id              uuid primary key,
  reservation_id  uuid not null references receivable (reservation_id),
  amount_fen      bigint not null check (amount_fen > 0),
  method          text not null check (method in ('card', 'wechat-pay', 'alipay', 'bank-transfer', 'cash')),
  reference       text not null,
  received_at     timestamptz not null,
  received_by     text not null,
  entry_id        uuid not null references entry (id),
  -- The provider's reference names one payment: it is never booked twice.
  constraint payment_reference_key unique (method, reference)
);
create index payment_by_order on payment (reservation_id, id);

create function check_hold_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.reservation_id <> old.reservation_id or new.kind <> old.kind or new.held_fen <> old.held_fen
     or new.captured_fen < old.captured_fen or new.released_fen < old.released_fen then
    raise exception 'a hold is only captured and released, never taken back' using errcode = 'FIN02';
  end if;
  return new;
end $$;

create trigger hold_check before update on hold for each row execute function check_hold_change();
create trigger payment_immutable before update or delete on payment for each row execute function refuse_change();
do $$
declare
  kept text;
begin
  foreach kept in array array['hold', 'receivable', 'accrual_schedule', 'payment'] loop
    execute format('create trigger %1$s_never_truncated before truncate on %1$I
                    for each statement execute function refuse_change()', kept);
  end loop;
end $$;
