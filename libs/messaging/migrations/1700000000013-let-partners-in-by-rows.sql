-- A transaction of a partner's request runs as `<service>_partner`, which may do nothing until a migration says so. What
-- follows is how it says so, in a line a table; the service's own role goes on to see every row.

-- Whose request the transaction at hand is; null when it is nobody's. Empty is what a setting becomes after its transaction.
create function partner_in_hand() returns uuid
language sql stable parallel safe
return nullif(current_setting('houtai.partner_id', true), '')::uuid;

-- The roles are named after the owner, who runs migrations: orders_owner, orders_app, orders_partner.
create function role_of_service(kind text) returns text language plpgsql stable as $$
begin
  if current_user !~ '_owner$' then
    raise exception 'migrations run as <service>_owner, not as %', current_user;
  end if;
  return regexp_replace(current_user, '_owner$', '_' || kind);
end $$;

-- Rows of partners: a partner reaches those for which `rule` holds, by the commands given ('select, insert'; columns as in
-- GRANT: 'select (id, state)'). Rows that do not hold it are not there for a partner, and it cannot write one. `written`
-- is the rule for what it writes where that is another one: a row that hangs on one of the same statement cannot see it yet.
create function open_rows_to_partners(
  a_table regclass, commands text, rule text default 'partner_id = partner_in_hand()', written text default null
) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', a_table);
  execute format('create policy service on %s to %I using (true) with check (true)', a_table, role_of_service('app'));
  execute format('create policy partner on %s to %I using (%s) with check (%s)',
                 a_table, role_of_service('partner'), rule, coalesce(written, rule));
  execute format('grant %s on %s to %I', commands, a_table, role_of_service('partner'));
end $$;

-- What is the same for everybody: a partner reads all rows of the table, or the columns given.
create function open_reference_to_partners(a_table regclass, columns text default null)
returns void language plpgsql as $$
begin
  execute format('grant select %s on %s to %I', '(' || columns || ')', a_table, role_of_service('partner'));
end $$;

-- For migrations only.
revoke execute on function role_of_service(text), open_rows_to_partners(regclass, text, text, text),
  open_reference_to_partners(regclass, text) from public;

-- Events are told and never read. The columns that can be read are what the statement itself hands on (the place of an
-- event) and compares (the last version of a key).
do $$
declare partner text := role_of_service('partner');
begin
  execute format('grant usage on schema public to %I', partner);
  execute format('grant insert, select (seq, created_at, topic, key) on event_log to %I', partner);
  execute format('grant insert, select (seq) on outbox_queue to %I', partner);
  execute format('grant insert, select, update (first_version, version) on outbox_version to %I', partner);
  execute format('grant usage on sequence event_seq to %I', partner);
end $$;
