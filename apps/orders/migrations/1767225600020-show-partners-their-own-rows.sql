-- The second line: what a partner's request may reach, whatever the code asks for (docs/adr/0024).
select open_rows_to_partners('reservation', 'select, insert, update');
select open_rows_to_partners('reservation_history', 'select, insert',
  'exists (select from reservation r where r.reservation_id = reservation_history.reservation_id)', 'true');
select open_rows_to_partners('agreement', 'select');
select open_rows_to_partners('customer_partner_link', 'select, insert, update');
select open_rows_to_partners('customer_consent', 'select, insert',
  'exists (select from customer_partner_link l where l.link_id = customer_consent.link_id)');

-- The document that a partner presents in the transaction at hand: who holds it may be found, and registered, by it.
create function document_presented() returns text
language sql stable parallel safe
return nullif(current_setting('houtai.document', true), '');
select open_rows_to_partners('customer', 'select, insert',
  'id_document_index = document_presented()
   or exists (select from customer_partner_link l where l.customer_id = customer.customer_id)');

select open_reference_to_partners('branch');
select open_reference_to_partners('vehicle_class');
select open_reference_to_partners('rate_plan');
select open_reference_to_partners('vehicle', 'vehicle_id, plate, class_code');
select open_reference_to_partners('vehicle_facts');

-- What a customer owes, to whomever: a partner's request is judged by it, and reads neither the debt nor its rows. Views
-- read with the rights of their owner. A partner asks about those alone that it knows.
create view customer_standing with (security_barrier) as
select c.customer_id,
       exists (select from agreement a where a.customer_id = c.customer_id and a.status = 'settling') as has_unpaid_balance,
       exists (select from reservation r where r.customer_id = c.customer_id and r.fee_settled_at is null
                  and coalesce(r.fee_fen, (r.cancellation ->> 'feeFen')::bigint) > 0) as owes_fees,
       exists (select from agreement a where a.customer_id = c.customer_id and a.status = 'overdue') as has_overdue_rental
  from customer c
 where partner_in_hand() is null
    or exists (select from customer_partner_link l
                where l.customer_id = c.customer_id and l.partner_id = partner_in_hand());
select open_reference_to_partners('customer_standing');

-- Who has had a vehicle last, and whether it is back: no fee is due for a promise that the company could not keep.
create view latest_rental with (security_barrier) as
select distinct on (vehicle_id) vehicle_id, agreement_id, back ->> 'returnedAt' as returned_at
  from agreement order by vehicle_id, opened_at desc;
select open_reference_to_partners('latest_rental');
