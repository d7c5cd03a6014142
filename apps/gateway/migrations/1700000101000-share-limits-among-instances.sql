-- What the instances of the gateway share of the limits of partners: worth nothing after a crash, so it is not logged.
-- Tokens are leased from here some at a time, never one for each request.
create unlogged table limit_bucket (
  subject   text primary key,
  tokens    double precision not null,
  -- Of the lease that was given last.
  granted   double precision not null,
  filled_at timestamptz not null
);

-- Requests in flight, as each instance told last.
create unlogged table limit_running (
  subject  text not null,
  instance uuid not null,
  running  int not null,
  told_at  timestamptz not null,
  primary key (subject, instance)
);
create index limit_running_by_age on limit_running (told_at);
