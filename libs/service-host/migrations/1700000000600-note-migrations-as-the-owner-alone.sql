-- A service reads what has run and starts by it: it may not note a migration that has not, nor strike one out.
do $$ begin
  execute format('revoke insert, update, delete, truncate on migrations from %I', role_of_service('app'));
end $$;
