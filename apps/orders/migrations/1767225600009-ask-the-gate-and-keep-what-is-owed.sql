-- What fleet has told of a vehicle that matters before it leaves the yard. Null means that it was not told (yet).
create table vehicle_facts (
  vehicle_id uuid primary key,
  life_cycle text,
  operation text,
  standing_since timestamptz,
  branch_id uuid,
  odometer_km int,
  papers jsonb,
  grounded_for text,
  checked_in_agreement_id uuid
);

-- All null in rows that a release before this one wrote: it knew none of these facts.
alter table reservation
  add column allowed_classes jsonb,
  add column earlier_notices jsonb,
  add column refused_handover jsonb,
  add column fee_settled_at timestamptz;

-- Who owes a fee for a cancellation or a no-show. Few rows: a fee leaves the index when it is settled.
create index reservation_owing_fee on reservation (customer_id)
  where fee_settled_at is null and coalesce(fee_fen, (cancellation ->> 'feeFen')::bigint) > 0;
create index agreement_overdue_by_customer on agreement (customer_id) where status = 'overdue';
create index agreement_by_vehicle_and_time on agreement (vehicle_id, opened_at desc);
