-- The second line: what a partner's request may reach, whatever the code asks for (docs/adr/0024).
select open_rows_to_partners('endpoint', 'select, insert, update');
select open_rows_to_partners('endpoint_secret', 'select, insert, update, delete',
  'exists (select from endpoint e where e.id = endpoint_secret.endpoint_id)');
select open_rows_to_partners('endpoint_health', 'select, insert, update',
  'exists (select from endpoint e where e.id = endpoint_health.endpoint_id)');
select open_rows_to_partners('message', 'select');
select open_rows_to_partners('delivery', 'select, update');
select open_rows_to_partners('attempt', 'select',
  'exists (select from delivery d where d.id = attempt.delivery_id)');
select open_rows_to_partners('replay', 'select, insert, update');
select open_rows_to_partners('partner_standing', 'select');
