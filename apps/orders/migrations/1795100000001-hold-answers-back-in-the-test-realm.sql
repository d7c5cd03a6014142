-- Answers of dispatch that a partner has kept from a booking of its own until a helper gives one (docs/adr/0034). Rows are
-- written in the test realm alone, where something reads them.
create table held_answer (
  partner_id uuid not null,
  -- of the booking, which may not be there yet
  reference text not null,
  asked_at timestamptz not null,
  -- what dispatch has answered meanwhile
  reservation_id uuid,
  change_id uuid,
  capacity_held boolean,
  primary key (partner_id, reference)
);
select open_rows_to_partners('held_answer', 'select, insert, update, delete');

-- Whether the transaction at hand plays the counter for a partner in the test realm.
create function helper_in_hand() returns boolean
language sql stable parallel safe
return coalesce(current_setting('houtai.test_helper', true), '') = 'on';

-- A helper opens and returns rentals of the partner's own, and looks at papers of customers it knows. In any other
-- transaction of a partner these rows stay as they are: nothing but the helpers sets what the rule asks for.
do $$
declare partner text := role_of_service('partner');
begin
  execute format('grant insert, update on agreement to %I', partner);
  execute format('create policy by_helpers on agreement as restrictive for insert to %I with check (helper_in_hand())', partner);
  execute format('create policy changed_by_helpers on agreement as restrictive for update to %I using (helper_in_hand())', partner);
  execute format('grant update (status, personal_data, verified_at, blacklisted_at, blacklist_reason, version, revision) on customer to %I', partner);
  execute format('create policy verified_by_helpers on customer as restrictive for update to %I using (helper_in_hand())', partner);
end $$;
