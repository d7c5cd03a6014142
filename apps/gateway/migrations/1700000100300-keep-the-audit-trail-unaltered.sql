-- The audit trail is append-only for the service itself: no code path may rewrite history.
do $$
declare app text := regexp_replace(current_user, '_owner$', '_app');
begin
  if app <> current_user and exists (select from pg_roles where rolname = app) then
    execute format('revoke update, delete, truncate on audit_entry from %I', app);
  end if;
end $$;
