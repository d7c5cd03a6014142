-- Whose request it was; null for the company's own people. A partner finds its own keys and answers, and no others.
alter table idempotency_key add column partner_id uuid default partner_in_hand();
select open_rows_to_partners('idempotency_key', 'select, insert, update, delete');
