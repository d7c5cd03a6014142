-- What fleet tells of a vehicle beside its papers and groundings. A release before this one neither writes nor reads it.
alter table vehicle
  -- On sale or sold: from then on it serves nobody.
  add column withdrawn_at timestamptz,
  -- The last return that was heard of, and the last one that was checked in.
  add column returned_agreement_id uuid,
  add column returned_at timestamptz,
  add column checked_in_agreement_id uuid,
  add column checked_in_at timestamptz;
-- Back, but not inspected: expected to be ready, and handed over to nobody.
alter table vehicle add column awaits_check_in boolean not null generated always as
  (returned_agreement_id is not null and returned_agreement_id is distinct from checked_in_agreement_id
   and (checked_in_at is null or checked_in_at < returned_at)) stored;
create index vehicle_to_check_in on vehicle (free_from) where awaits_check_in;

-- One-way rentals whose pick-up time may pass without a handover.
create index capacity_hold_one_way on capacity_hold (occupies_from)
  where released_at is null and status = 'firm' and leaves_at_branch_id <> pick_up_branch_id;
