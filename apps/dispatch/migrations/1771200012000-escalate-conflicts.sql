-- A promise that cannot be served as things stand is told to others once, until it can be or is over. A release before this
-- one leaves both columns alone.
alter table capacity_hold
  add column escalation_id uuid,
  add column escalated_at timestamptz,
  add constraint escalation_complete check ((escalation_id is null) = (escalated_at is null));

create index capacity_hold_to_escalate on capacity_hold (conflict_since)
  where released_at is null and conflict is not null and escalation_id is null;
create index capacity_hold_to_end_escalation on capacity_hold (hold_id)
  where escalation_id is not null and (released_at is not null or conflict is null or status = 'in-use');
