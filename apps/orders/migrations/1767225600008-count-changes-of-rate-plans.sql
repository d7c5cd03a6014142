-- A plan is published once and never changes: what a release before this one adds has the first version, too.
alter table rate_plan add column version int not null default 1;
alter table rate_plan add column revision int;
