-- The books: periods, entries, lines and the seals over them. What is refused stands in the two files that follow.
create table period (
  yyyymm      integer primary key check (yyyymm between 190001 and 299912 and yyyymm % 100 between 1 and 12),
  state       text not null default 'open' check (state in ('open', 'closing', 'closed')),
  version     integer not null default 1,
  changed_by  text,
  changed_at  timestamptz not null default now()
);

create table entry (
  id            uuid primary key,
  posting_date  date not null,
  -- Generated, so that no writer can put an entry into another month than its date.
  period        integer not null generated always as
                  (extract(year from posting_date)::integer * 100 + extract(month from posting_date)::integer) stored
                  references period (yyyymm),
  kind          text not null check (kind in ('normal', 'reversal', 'accrual', 'closing', 'opening')),
  -- 红字: a correction on the same sides with negative amounts.
  red           boolean not null,
  -- What caused it: an event, a payment, a rental day; at most one entry per cause and rule.
  event_id      uuid not null,
  rule          text not null check (rule ~ '^[a-z][a-z0-9-]{0,63}$'),
  rule_version  integer not null check (rule_version >= 1),
  payload_hash  bytea not null check (octet_length(payload_hash) = 32),
  reverses      uuid unique references entry (id),
  n_lines       integer not null check (n_lines between 2 and 10000),
  total_fen     bigint not null,
  maker         text not null check (maker <> ''),
  checker       text check (checker <> maker),
  memo          text not null default '' check (length(memo) <= 500),
  recorded_at   timestamptz not null,
  -- Transaction that wrote it (set by trigger): lines must come from the same one; the sealer reads in this order.
  txid          xid8 not null,
  constraint entry_event_rule_key unique (event_id, rule),
  constraint entry_reversal_names_original check ((kind = 'reversal') = (reverses is not null)),
  constraint entry_red_is_negative check (red = (total_fen < 0))
);
create index entry_by_date on entry (posting_date);
create index entry_by_period on entry (period, id);
create index entry_by_transaction on entry (txid, id);

create table line (
  entry_id    uuid not null references entry (id),
  line_no     integer not null check (line_no >= 1),
  account     text not null,
  is_cash     boolean not null,
  dc          char(1) not null check (dc in ('D', 'C')),
  amount_fen  bigint not null check (amount_fen <> 0),
  cash_item   text check (cash_item in ('O1','O3','O4','O5','O6','O7','I1','I2','F1','F2','F3','F4','X')),
  dept        text check (dept ~ '^[a-z][a-z0-9-]{0,31}$'),
  branch_id   uuid,
  vehicle_id  uuid,
  order_id    uuid,
  party_id    uuid,
  primary key (entry_id, line_no),
  constraint line_account_cash_fkey foreign key (account, is_cash) references account (code, is_cash),
  constraint line_cash_is_tagged check (is_cash = (cash_item is not null))
);
create index line_by_account on line (account, entry_id);
create index line_by_order on line (order_id) where order_id is not null;

create table seal (
  seq         bigint primary key check (seq >= 1),
  entry_id    uuid not null unique references entry (id),
  period      integer not null references period (yyyymm),
  voucher_no  integer not null check (voucher_no >= 1),
  prev_hash   bytea not null check (octet_length(prev_hash) = 32),
  hash        bytea not null check (octet_length(hash) = 32),
  sealed_at   timestamptz not null default now(),
  unique (period, voucher_no)
);
