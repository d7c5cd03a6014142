-- Invariants of entries and lines that no writer can get around (design: finance, "Books").
-- Every function runs as its owner with a fixed search_path and names its tables with their schema, so that temporary
-- tables or a changed search_path of the caller cannot stand in for the real ones.
-- Error codes: FIN01 unbalanced or incomplete, FIN02 immutable, FIN03 period not open, FIN04 same cause with another
-- payload, FIN05 reversal not a mirror, FIN06 account not postable, FIN07 lines outside the header's transaction.

create function check_new_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known bytea;
  period_state text;
begin
  new.txid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  select payload_hash into known from public.entry where event_id = new.event_id and rule = new.rule;
  if found then
    if known is distinct from new.payload_hash then
      raise exception 'rule % was already posted for % from another payload', new.rule, new.event_id
        using errcode = 'FIN04';
    end if;
    -- A repetition: the unique constraint answers it, even when the period has been closed since.
    return new;
  end if;
  -- Posters share the row, closing a period needs it alone: closing waits for them and they see it.
  select state into period_state from public.period
    where yyyymm = extract(year from new.posting_date)::integer * 100 + extract(month from new.posting_date)::integer
    for share;
  if period_state is null
     or not (period_state = 'open' or (period_state = 'closing' and new.kind = 'closing')) then
    raise exception 'period of % is %', new.posting_date, coalesce(period_state, 'not there')
      using errcode = 'FIN03';
  end if;
  return new;
end $$;

create trigger entry_check before insert on entry for each row execute function check_new_entry();

-- A deferred check alone could be fired early (SET CONSTRAINTS IMMEDIATE) and then be followed by more lines: therefore
-- all lines of an entry come in one statement, and this looks at the statement as a whole.
create function check_new_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  bad record;
begin
  select e.id, e.n_lines, e.total_fen, n.line_count, n.debit, n.credit into bad
  from (
    select entry_id, count(*) as line_count, min(line_no) as first_no, max(line_no) as last_no,
           coalesce(sum(amount_fen) filter (where dc = 'D'), 0) as debit,
           coalesce(sum(amount_fen) filter (where dc = 'C'), 0) as credit
    from added group by entry_id
  ) n
  join public.entry e on e.id = n.entry_id
  where e.txid is distinct from pg_current_xact_id()
  limit 1;
  if found then
    raise exception 'entry % was written by another transaction', bad.id using errcode = 'FIN07';
  end if;

  select e.id, e.n_lines, e.total_fen, n.line_count, n.debit, n.credit into bad
  from (
    select entry_id, count(*) as line_count, min(line_no) as first_no, max(line_no) as last_no,
           coalesce(sum(amount_fen) filter (where dc = 'D'), 0) as debit,
           coalesce(sum(amount_fen) filter (where dc = 'C'), 0) as credit
    from added group by entry_id
  ) n
  join public.entry e on e.id = n.entry_id
  where n.line_count <> e.n_lines or n.first_no <> 1 or n.last_no <> e.n_lines
     or n.debit <> n.credit or n.debit <> e.total_fen
  limit 1;
  if found then
    raise exception 'entry % is unbalanced or incomplete: % of % lines, debit %, credit %, total %',
      bad.id, bad.line_count, bad.n_lines, bad.debit, bad.credit, bad.total_fen using errcode = 'FIN01';
  end if;

  select a.code into bad from added l join public.account a on a.code = l.account where not a.postable limit 1;
  if found then
    raise exception 'account % takes no postings', bad.code using errcode = 'FIN06';
  end if;
  return null;
end $$;

create trigger line_check after insert on line
  referencing new table as added for each statement execute function check_new_lines();

create function check_entry_at_commit() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  original record;
begin
  if not exists (select 1 from public.line where entry_id = new.id) then
    raise exception 'entry % has no lines', new.id using errcode = 'FIN01';
  end if;
  if new.reverses is null then
    return null;
  end if;
  select kind, total_fen, n_lines into original from public.entry where id = new.reverses;
  if original.kind = 'reversal' or original.total_fen <> -new.total_fen or original.n_lines <> new.n_lines
     or exists (
       select line_no, account, dc, -amount_fen, cash_item, dept, branch_id, vehicle_id, order_id, party_id
       from public.line where entry_id = new.reverses
       except
       select line_no, account, dc, amount_fen, cash_item, dept, branch_id, vehicle_id, order_id, party_id
       from public.line where entry_id = new.id
     ) then
    raise exception 'entry % is no mirror of %', new.id, new.reverses using errcode = 'FIN05';
  end if;
  return null;
end $$;

create constraint trigger entry_complete after insert on entry
  deferrable initially deferred for each row execute function check_entry_at_commit();

create function refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% of % is refused: the books are only added to', tg_op, tg_table_name using errcode = 'FIN02';
end $$;

do $$
declare
  books text;
begin
  foreach books in array array['account', 'entry', 'line', 'seal'] loop
    execute format('create trigger %1$s_immutable before update or delete on %1$I
                    for each row execute function refuse_change()', books);
    execute format('create trigger %1$s_never_truncated before truncate on %1$I
                    for each statement execute function refuse_change()', books);
  end loop;
end $$;
