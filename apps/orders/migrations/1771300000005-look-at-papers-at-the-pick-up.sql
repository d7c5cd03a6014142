-- By the contract of its partner nobody has looked at the customer's papers before the pick-up: the handover waits for it.
alter table reservation add column identity_at_pick_up boolean;
