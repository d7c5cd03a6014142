-- What an entry has to say for itself, whoever writes it. A release before this one may go on for a day with what it does not
-- know of yet.
-- Error codes: FIN13 sides or signs, FIN14 control account without party or order, FIN15 tax.

alter table account
  add column needs_party boolean not null default false,
  add column needs_order boolean not null default false,
  add column needs_tax boolean not null default false;
alter table account disable trigger account_immutable;
update account set needs_party = true, needs_order = true where code ~ '^(1122|1221|2202|2203|2241)(\.|$)';
update account set needs_tax = true where code in ('2221.01.01', '2221.01.02', '2221.06');
alter table account enable trigger account_immutable;
alter table account add constraint account_cash_by_code
  check (is_cash = (postable and code ~ '^(1001|1002|1012)(\.|$)'));

-- The facts whose hash is beside them, as the text that was hashed: an entry can be explained, and a rule tried on it again.
alter table entry add column facts text;
alter table entry add constraint entry_facts_are_what_was_hashed
  check (facts is null or sha256(convert_to(facts, 'UTF8')) = payload_hash);
alter table entry add constraint entry_total_is_exact check (abs(total_fen) <= 9007199254740991);

alter table line add column tax_code text check (tax_code in ('output', 'input'));
alter table line add column tax_rate_bp integer check (tax_rate_bp between 0 and 10000);
alter table line add constraint line_tax_has_its_rate check ((tax_code is null) = (tax_rate_bp is null));
alter table line add constraint line_amount_is_exact check (abs(amount_fen) <= 9007199254740991);

create or replace function check_new_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  bad record;
  in_force boolean := now() >= (select strict_from from public.books);
begin
  -- One look at the statement for all that is to be known of each entry.
  for bad in
    select e.id, e.kind, e.red, e.n_lines, e.total_fen, e.txid, n.*
    from (
      select l.entry_id, count(*) as line_count, min(l.line_no) as first_no, max(l.line_no) as last_no,
             coalesce(sum(l.amount_fen) filter (where l.dc = 'D'), 0) as debit,
             coalesce(sum(l.amount_fen) filter (where l.dc = 'C'), 0) as credit,
             bool_or(l.dc = 'D') and bool_or(l.dc = 'C') as both_sides,
             bool_or(l.amount_fen < 0) as some_red, bool_or(l.amount_fen > 0) as some_black,
             min(l.account) filter (where not a.postable) as heading,
             min(l.account) filter (where a.needs_party and l.party_id is null or a.needs_order and l.order_id is null) as bare,
             min(l.account) filter (where a.needs_tax and l.tax_code is null) as untaxed
      from added l left join public.account a on a.code = l.account group by l.entry_id
    ) n
    join public.entry e on e.id = n.entry_id
  loop
    if bad.txid is distinct from pg_current_xact_id() then
      raise exception 'entry % was written by another transaction', bad.id using errcode = 'FIN07';
    end if;
    if bad.line_count <> bad.n_lines or bad.first_no <> 1 or bad.last_no <> bad.n_lines or bad.debit <> bad.credit
       or bad.debit <> bad.total_fen then
      raise exception 'entry % is unbalanced or incomplete: % of % lines, debit %, credit %, total %',
        bad.id, bad.line_count, bad.n_lines, bad.debit, bad.credit, bad.total_fen using errcode = 'FIN01';
    end if;
    if bad.heading is not null then
      raise exception 'account % takes no postings', bad.heading using errcode = 'FIN06';
    end if;
    -- A reversal is its original's mirror, whatever that was: of an entry of long ago it may be in red and in black.
    if bad.kind = 'reversal' or not in_force then
      continue;
    end if;
    if not bad.both_sides or bad.total_fen = 0 then
      raise exception 'entry % needs a debit and a credit that come to something', bad.id using errcode = 'FIN13';
    end if;
    if bad.some_red and bad.some_black then
      raise exception 'entry % has lines in red and in black', bad.id using errcode = 'FIN13';
    end if;
    if bad.bare is not null then
      raise exception 'a line of % needs its party and its order', bad.bare using errcode = 'FIN14';
    end if;
    if bad.untaxed is not null then
      raise exception 'a line of % needs its tax code and rate', bad.untaxed using errcode = 'FIN15';
    end if;
  end loop;
  return null;
end $$;

create or replace function check_entry_at_commit() returns trigger
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
  select kind, total_fen, n_lines, posting_date into original from public.entry where id = new.reverses;
  if original.kind = 'reversal' or original.total_fen <> -new.total_fen or original.n_lines <> new.n_lines
     or exists (
       select line_no, account, dc, -amount_fen, cash_item, dept, branch_id, vehicle_id, order_id, party_id, tax_code, tax_rate_bp
       from public.line where entry_id = new.reverses
       except
       select line_no, account, dc, amount_fen, cash_item, dept, branch_id, vehicle_id, order_id, party_id, tax_code, tax_rate_bp
       from public.line where entry_id = new.id
     ) then
    raise exception 'entry % is no mirror of %', new.id, new.reverses using errcode = 'FIN05';
  end if;
  if new.posting_date < original.posting_date then
    raise exception 'entry % of % reverses one of %', new.id, new.posting_date, original.posting_date using errcode = 'FIN05';
  end if;
  return null;
end $$;

-- The second form covers what was added above. The first is for entries that have nothing of it.
create or replace function seal_content(wanted uuid, version integer) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  header text[];
  has_facts boolean;
  lines text;
begin
  if version not in (1, 2) then
    raise exception 'there are no seals of version %', version using errcode = 'FIN09';
  end if;
  select array[
      e.id::text, to_char(e.posting_date, 'YYYY-MM-DD'), e.period::text, e.kind, e.red::text, e.event_id::text, e.rule,
      e.rule_version::text, encode(e.payload_hash, 'hex'), e.reverses::text, e.n_lines::text, e.total_fen::text, e.maker,
      e.checker, e.memo, (extract(epoch from e.recorded_at) * 1000000)::bigint::text, e.txid::text]
      || case when version >= 2 then array[e.facts] else array[]::text[] end, e.facts is not null
    into header, has_facts from public.entry e where e.id = wanted;
  if version = 1 and has_facts then
    raise exception 'a seal of the first form does not cover the facts of %', wanted using errcode = 'FIN09';
  end if;
  select string_agg(public.compact_json(array[
      l.line_no::text, l.account, l.is_cash::text, l.dc, l.amount_fen::text, l.cash_item, l.dept, l.branch_id::text,
      l.vehicle_id::text, l.order_id::text, l.party_id::text]
      || case when version >= 2 then array[l.tax_code, l.tax_rate_bp::text] else array[]::text[] end), ',' order by l.line_no)
    into lines from public.line l where l.entry_id = wanted;
  return public.compact_json(header) || ',[' || coalesce(lines, '') || ']';
end $$;

create or replace function seal_entries(most integer) returns table (sealed integer, head_seq bigint, head_hash text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- Everything before it is committed or gone. Asked before the entries are read, which are then all there.
  oldest xid8 := pg_snapshot_xmin(pg_current_snapshot());
  seen_to xid8;
  entry record;
  n integer := 0;
begin
  perform public.refuse_old_snapshot();
  if not pg_try_advisory_xact_lock(hashtextextended('finance:sealer', 0)) then
    return;
  end if;
  for entry in
    select e.id, e.txid from public.entry e
    where e.txid >= (select b.sealed_before from public.books b)
      and e.txid is distinct from pg_current_xact_id_if_assigned()
      and not exists (select 1 from public.seal s where s.entry_id = e.id)
    order by e.txid, e.id limit most
  loop
    insert into public.seal (entry_id, hash_version) values (entry.id, 2);
    seen_to := entry.txid;
    n := n + 1;
  end loop;
  -- Of the last transaction there may be more.
  seen_to := case when n < most then oldest else least(oldest, seen_to) end;
  update public.books b set sealed_before = seen_to where b.sealed_before < seen_to;
  return query select n, s.seq, encode(s.hash, 'hex') from public.seal s order by s.seq desc limit 1;
  if not found then
    return query select 0, 0::bigint, repeat('0', 64);
  end if;
end $$;
