-- A profile of format v2 is bound to its row. Those of v1 stay readable and are sealed anew in the background, found by
-- the index, which is empty in the end. To contract, once no v1 is left: allow v2 only, drop the index.
alter table customer add constraint customer_personal_data_sealed
  check (personal_data like 'v1.%' or personal_data like 'v2.%');
create index customer_sealed_as_v1 on customer (customer_id) where personal_data like 'v1.%';
