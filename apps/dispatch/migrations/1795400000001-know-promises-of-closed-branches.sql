-- When the date of closing was decided; null for a date that a release before this one was told.
alter table branch add column closing_decided_at timestamptz;

-- A promise whose pick-up or return is at a branch that is closed by then: it keeps its vehicle, and the customer has to be
-- offered another branch or time. A trigger says so, so that a release before this one does not leave it unsaid.
alter table capacity_hold
  add column closed_branch_id uuid,
  add column closed_since timestamptz;

-- The branch of the pick-up first. One that has begun was picked up; the company's own use goes on at a closed branch.
create function closed_branch_of(h capacity_hold) returns uuid language sql stable as $$
  select b.branch_id from branch b
   where h.released_at is null and h.subject_kind = 'rental' and b.branch_id in (h.pick_up_branch_id, h.return_branch_id)
     and (h.status <> 'in-use' and b.branch_id = h.pick_up_branch_id and b.closed_from <= h.from_at
          or b.branch_id = h.return_branch_id and b.closed_from <= h.due_at)
   order by b.branch_id = h.pick_up_branch_id desc limit 1
$$;

create function note_closed_branch() returns trigger language plpgsql as $$
begin
  new.closed_branch_id := closed_branch_of(new);
  if new.closed_branch_id is null then
    new.closed_since := null;
  elsif new.closed_since is null then
    select greatest(new.held_at, closing_decided_at) into new.closed_since from branch where branch_id = new.closed_branch_id;
  end if;
  return new;
end $$;
create trigger note_closed_branch
  before insert or update of status, released_at, pick_up_branch_id, from_at, return_branch_id, due_at, closed_branch_id
  on capacity_hold for each row execute function note_closed_branch();

-- What was promised before this release.
update capacity_hold h set closed_branch_id = closed_branch_of(h)
  from branch b
 where b.closed_from is not null and h.released_at is null and b.branch_id in (h.pick_up_branch_id, h.return_branch_id)
   and closed_branch_of(h) is not null;

create index capacity_hold_unserved on capacity_hold (from_at, hold_id)
  where released_at is null and (conflict is not null or closed_branch_id is not null);
create index capacity_hold_unserved_by_branch on capacity_hold (pick_up_branch_id, from_at, hold_id)
  where released_at is null and (conflict is not null or closed_branch_id is not null);
create index capacity_hold_unserved_by_class on capacity_hold (class_code, from_at, hold_id)
  where released_at is null and (conflict is not null or closed_branch_id is not null);
create index capacity_hold_to_tell on capacity_hold (coalesce(conflict_since, closed_since), hold_id)
  where released_at is null and (conflict is not null or closed_branch_id is not null) and escalation_id is null;
create index capacity_hold_told_in_vain on capacity_hold (hold_id)
  where escalation_id is not null and (released_at is not null or
        closed_branch_id is null and (conflict is null or status = 'in-use'));
-- A later release drops capacity_hold_conflict_by_branch, capacity_hold_to_escalate, capacity_hold_to_end_escalation and
-- capacity_hold_with_conflict_by_class.
