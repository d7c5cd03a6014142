-- For whom a change was asked, with which key and what that key might do: null for the company's own people.
alter table audit_entry
  add column partner_id uuid,
  add column key_id uuid,
  add column scopes text[];
create index audit_entry_by_partner on audit_entry (partner_id, id) where partner_id is not null;
create index audit_entry_by_key on audit_entry (key_id, id) where key_id is not null;
