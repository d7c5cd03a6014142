-- A branch closes once, for good, from this time on. Null: it stays open.
alter table branch add column closed_from timestamptz;
