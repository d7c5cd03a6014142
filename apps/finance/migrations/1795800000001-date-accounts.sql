-- Accounts are valid from a day until another, half-open; those of single banks and payment providers are opened and closed by
-- functions of the database.
-- Error code: FIN18 account not valid on the day.
alter table account
  add column valid_from   date not null default '1900-01-01',
  add column valid_until  date,
  add column opened_by    text check (opened_by <> ''),
  add column closed_by    text check (closed_by <> ''),
  add constraint account_is_valid_for_a_while check (valid_until > valid_from),
  add constraint account_is_closed_by_somebody check ((valid_until is null) = (closed_by is null)),
  -- 1002 and 1012 go on taking what is of no single bank or provider, beside those below them.
  add constraint account_of_a_bank check (opened_by is null or code ~ '^(1002|1012)\.[0-9]{2}$');

-- An account ends once; nothing else of it ever changes, and nobody ends it but by the function.
create function check_account_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
     or old.valid_until is not null or new.valid_until is null
     or to_jsonb(new) - '{valid_until,closed_by}'::text[] <> to_jsonb(old) - '{valid_until,closed_by}'::text[] then
    raise exception '% of % is refused: the books are only added to', tg_op, tg_table_name using errcode = 'FIN02';
  end if;
  return new;
end $$;
drop trigger account_immutable on account;
create trigger account_immutable before update or delete on account
  for each row execute function check_account_change();
-- After the checks of the rows, so that what is wrong with them is told first.
create trigger account_only_by_function after insert on account
  for each statement execute function refuse_direct_write();

-- Every line lies within the days of its account. An account that was closed stays at nothing: what is posted on days before its
-- end has to cancel out at once.
create function check_accounts_of_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  bad record;
begin
  -- A session that looks at the past must not miss a closing: it fails on the row that has changed since.
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    perform 1 from public.account where code in (select account from added) for share;
  end if;
  -- Of nearly all statements that is all: accounts with days of their own are few.
  if not exists (select 1 from public.account a where (a.valid_from > '1900-01-01' or a.valid_until is not null)
                 and a.code in (select account from added)) then
    return null;
  end if;
  select l.account, e.posting_date into bad
    from added l join public.account a on a.code = l.account join public.entry e on e.id = l.entry_id
    where e.posting_date < a.valid_from or e.posting_date >= a.valid_until limit 1;
  if found then
    raise exception 'account % is not valid on %', bad.account, bad.posting_date using errcode = 'FIN18', detail = bad.account;
  end if;
  select a.code as account, sum(case l.dc when 'D' then l.amount_fen else -l.amount_fen end) as fen into bad
    from public.account a join public.line l on l.account = a.code
    where a.valid_until is not null and a.code in (select account from added)
    group by a.code having sum(case l.dc when 'D' then l.amount_fen else -l.amount_fen end) <> 0 limit 1;
  if found then
    raise exception 'account % was closed and would hold % again', bad.account, bad.fen using errcode = 'FIN18', detail = bad.account;
  end if;
  return null;
end $$;
create trigger line_on_valid_accounts after insert on line
  referencing new table as added for each statement execute function check_accounts_of_lines();

-- Opens the account of a bank or of a payment provider below the one that it is a part of. Says why not; null when it is done.
create function open_account(new_code text, name_zh text, name_en text, first_day date, opener text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.refuse_old_snapshot();
  insert into public.account (code, name, name_en, element, normal, postable, is_cash, small_code, needs_party, needs_order,
                              needs_tax, suspense, valid_from, opened_by)
  select new_code, name_zh, open_account.name_en, a.element, a.normal, a.postable, a.is_cash, a.small_code, a.needs_party,
         a.needs_order, a.needs_tax, a.suspense, first_day, coalesce(opener, '')
  from public.account a where a.code = split_part(new_code, '.', 1) and a.is_cash
  on conflict (code) do nothing;
  if found then
    return null;
  end if;
  if not exists (select 1 from public.account where code = new_code) then
    raise exception '% is below no account of money', new_code using errcode = 'FIN06';
  end if;
  return '{"refused": "account-exists"}';
end $$;

-- Ends an account that was opened, before that day. Whoever posts to it holds its row by the foreign key of the line: this waits
-- for them, and they for this.
create function close_account(wanted text, day date, closer text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known record;
  fen bigint;
  last_day date;
begin
  perform public.refuse_old_snapshot();
  select a.valid_from, a.valid_until, a.opened_by into known from public.account a where a.code = wanted for update;
  if not found then
    return '{"refused": "not-found"}';
  end if;
  if known.opened_by is null then
    return '{"refused": "account-of-the-chart"}';
  end if;
  if known.valid_until is not null then
    return jsonb_build_object('refused', 'account-closed', 'validUntil', known.valid_until);
  end if;
  select coalesce(sum(case l.dc when 'D' then l.amount_fen else -l.amount_fen end), 0), max(e.posting_date)
    into fen, last_day
    from public.line l join public.entry e on e.id = l.entry_id where l.account = wanted;
  if fen <> 0 then
    return jsonb_build_object('refused', 'account-not-empty', 'balanceFen', fen);
  end if;
  if day <= greatest(last_day, known.valid_from) then
    return jsonb_build_object('refused', 'account-in-use', 'lastDay', greatest(last_day, known.valid_from));
  end if;
  update public.account a set valid_until = day, closed_by = coalesce(closer, '') where a.code = wanted;
  return null;
end $$;

revoke execute on function check_account_change(), check_accounts_of_lines(), open_account(text, text, text, date, text),
  close_account(text, date, text) from public, finance_app;
grant execute on function open_account(text, text, text, date, text), close_account(text, date, text) to finance_app;
