-- From which networks somebody has signed in: failures from all others are counted together for a name, so that guessing
-- from a thousand addresses is bounded, and does not lock out who comes from where they always do.
create table sign_in_network (
  username text not null,
  network  text not null,
  seen_at  timestamptz not null,
  primary key (username, network)
);
create index sign_in_network_by_age on sign_in_network (seen_at);
