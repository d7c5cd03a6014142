-- Entries are sealed and periods moved on by two roles that may do nothing else; the service's own role posts. Who has its
-- credentials alone neither seals nor closes.

-- Nobody but the roles of this service signs in; what they may do follows.
do $$ begin
  execute format('grant connect on database %I to finance_sealer, finance_closer', current_database());
end $$;
grant usage on schema public to finance_sealer, finance_closer;
grant execute on function seal_entries(integer) to finance_sealer;
grant execute on function advance_period(integer, text, text, integer, text) to finance_closer;

-- Who signed in, which neither a function of the owner nor SET ROLE changes: the argument, or the owner in a migration.
create function refuse_other_session() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if session_user not in (tg_argv[0], (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid))
     and now() >= (select strict_from from public.books) then
    raise exception '% of % is refused to %', tg_op, tg_table_name, session_user using errcode = 'FIN11';
  end if;
  return null;
end $$;
revoke execute on function refuse_other_session() from public, finance_app;

create trigger seal_only_as_sealer before insert on seal
  for each statement execute function refuse_other_session('finance_sealer');
create trigger period_only_as_closer before update on period
  for each statement execute function refuse_other_session('finance_closer');

-- A release before this one, for the day it may run beside, seals and closes as the service's role; then the triggers refuse it,
-- and the next release takes the rights away. Where nobody has to be waited for they go now.
do $$ begin
  if now() >= (select strict_from from books) then
    revoke insert on seal from finance_app;
    revoke insert, update on period from finance_app;
    revoke execute on function seal_entries(integer), advance_period(integer, text, text, integer, text) from finance_app;
  end if;
end $$;
