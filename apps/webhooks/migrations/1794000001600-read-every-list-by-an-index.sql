-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
create index if not exists message_by_type on message (type, seq);
create index if not exists message_by_subject on message (subject, seq);
create index if not exists delivery_in_order on delivery (seq, id);
create index if not exists delivery_by_state on delivery (state, seq, id);
create index if not exists delivery_by_subject on delivery (subject, seq, id);
create index if not exists endpoint_by_status on endpoint (status, id) where status <> 'deleted';
create index if not exists replay_of_partner on replay (partner_id, id);
create index if not exists replay_of_endpoint on replay (endpoint_id, id);
create index if not exists replay_by_status on replay (status, id);
