-- The second line: what a partner's request may reach, whatever the code asks for (docs/adr/0024).
select open_rows_to_partners('partner', 'select');
select open_rows_to_partners('account', 'select, insert, update');
select open_rows_to_partners('refresh_token', 'select, update',
  'exists (select from account a where a.id = refresh_token.account_id)');
select open_rows_to_partners('api_key', 'select, insert, update');
select open_rows_to_partners('audit_entry', 'select');
