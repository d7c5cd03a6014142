-- Requests that an instance may have in flight. Those of all instances together are never more than the limit.
alter table limit_running add column places int not null default 0;
