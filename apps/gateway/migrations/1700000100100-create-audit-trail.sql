-- Who changed what through the gateway. Written in batches; the order of ids is the order of the answers within a batch.
create table audit_entry (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  actor_id       text,
  actor_name     text,
  method         text not null,
  route          text not null,
  target         text not null,
  service        text not null,
  status         integer not null,
  correlation_id text not null,
  client_address text not null
);
create index audit_entry_by_actor on audit_entry (actor_id, id);
create index audit_entry_by_correlation on audit_entry (correlation_id);
create index audit_entry_by_target on audit_entry (target, id);
