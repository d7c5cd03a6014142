create table complaint (
  id                 uuid primary key,
  customer_id        uuid not null,
  reservation_id     uuid,
  category           text not null check (category in ('vehicle', 'price', 'service', 'deposit', 'violation', 'other')),
  severity           text not null check (severity in ('low', 'normal', 'high')),
  status             text not null check (status in ('received', 'investigating', 'liability-decided', 'remedy-proposed',
                                                     'accepted', 'escalated', 'closed', 'followed-up')),
  owner              text,
  liability          text check (liability in ('company', 'customer', 'third-party', 'shared', 'nobody')),
  customer_answer    text check (customer_answer in ('accepted', 'refused')),
  -- Personal data, sealed by the service.
  description_sealed text not null check (description_sealed like 'v1.%'),
  received_at        timestamptz not null,
  -- Clock of the service level: stopped without due_at, paused with waiting_since.
  due_at             timestamptz,
  waiting_since      timestamptz,
  version            integer not null check (version > 0),
  check (waiting_since is null or due_at is not null),
  -- Nothing closes without the customer's answer or a recorded refusal.
  check (status not in ('closed', 'followed-up') or customer_answer is not null)
);

create index complaint_by_customer on complaint (customer_id);
create index complaint_by_due on complaint (due_at) where due_at is not null and waiting_since is null;

-- What was done, by whom and when; never changed.
create table complaint_step (
  complaint_id uuid not null references complaint,
  position     integer not null check (position > 0),
  step         text not null,
  from_status  text,
  to_status    text not null,
  taken_at     timestamptz not null,
  taken_by     text not null,
  -- Personal data, sealed by the service.
  text_sealed  text check (text_sealed like 'v1.%'),
  primary key (complaint_id, position)
);
