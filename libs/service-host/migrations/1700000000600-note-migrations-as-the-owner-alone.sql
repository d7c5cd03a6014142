-- A service reads what has run and starts by it: it may not note a migration that has not, nor strike one out.
do $$ begin
  -- Not there where the files are run by hand.
  if to_regclass('public.migrations') is not null then
    execute format('revoke insert, update, delete, truncate on migrations from %I', role_of_service('app'));
  end if;
end $$;
