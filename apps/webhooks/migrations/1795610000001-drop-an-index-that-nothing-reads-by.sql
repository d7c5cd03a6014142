-- The list of replays reads by `replay_of_partner`.
drop index replay_by_partner;
