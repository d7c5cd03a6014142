-- From then on no vehicle is handed over or taken back there; fleet says so. Null: it stays open.
alter table branch add column closed_from timestamptz;
