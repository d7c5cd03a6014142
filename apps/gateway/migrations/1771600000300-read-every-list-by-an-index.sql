-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
create index if not exists partner_by_status on partner (status, code);
-- Not one for both: an index on a column of which nothing is asked but that it is null gives no order.
create index if not exists account_of_staff_by_status on account (disabled, created_at, id) where partner_id is null;
create index if not exists account_of_partner_by_status on account (partner_id, disabled, created_at, id)
  where partner_id is not null;
create index if not exists api_key_by_status on api_key (status, created_at, key_id);
drop index audit_entry_by_correlation;
create index audit_entry_by_correlation on audit_entry (correlation_id, id);
create index if not exists audit_entry_by_service on audit_entry (service, id);
create index if not exists audit_entry_by_time on audit_entry (at, id);
create index if not exists audit_entry_by_partner_and_time on audit_entry (partner_id, at, id) where partner_id is not null;
