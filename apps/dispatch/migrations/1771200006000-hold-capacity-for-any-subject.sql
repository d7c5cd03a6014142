-- Capacity is held for a subject: a rental, or what the company does with a vehicle itself. Expand: `reservation_id` goes on to
-- be written and read, and bears the id of whatever the subject is; `subject_id` follows it, whoever writes, so a release
-- before this one can work beside it. Contract, once no such release runs: drop the expression of `subject_id`, write it, and
-- drop `reservation_id`.
alter table capacity_request
  add column subject_kind text not null default 'rental'
    check (subject_kind in ('rental', 'maintenance', 'inspection', 'disposal', 'transfer')),
  add column subject_id uuid not null generated always as (reservation_id) stored;
alter table capacity_hold
  add column subject_kind text not null default 'rental'
    check (subject_kind in ('rental', 'maintenance', 'inspection', 'disposal', 'transfer')),
  add column subject_id uuid not null generated always as (reservation_id) stored;
alter table allocation
  add column subject_kind text not null default 'rental'
    check (subject_kind in ('rental', 'maintenance', 'inspection', 'disposal', 'transfer')),
  add column subject_id uuid not null generated always as (reservation_id) stored;
