-- Seals are computed where the entries lie: nobody hands in a hash, and none is taken that does not follow from what it covers.
-- Error codes: FIN09 seal breaks the chain, FIN11 written past the function that is there for it, FIN12 a transaction whose
-- snapshot may be old.

-- Which fields a seal covers, and in which form. Seals of before are of the first.
alter table seal add column hash_version smallint not null default 1 check (hash_version >= 1);

-- What the guards have to know of the books as a whole; one row.
create table books (
  one             boolean primary key default true check (one),
  -- No entry of an earlier transaction waits for its seal.
  sealed_before   xid8 not null default '0',
  -- Until then a release before this one may write as it used to. Nobody has to be waited for where none has run.
  strict_from     timestamptz not null
);
insert into books (strict_from)
select case when exists (select 1 from period) then now() + interval '1 day' else now() end;
revoke all on books from public, finance_app;
grant select on books to finance_app;
create trigger books_stay before delete on books for each row execute function refuse_change();
create trigger books_never_truncated before truncate on books for each statement execute function refuse_change();

-- Runs with the rights of who writes: inside a function of the owner that is the owner.
create function refuse_direct_write() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
     and now() >= (select strict_from from public.books) then
    raise exception '% of % is refused: there is a function for it', tg_op, tg_table_name using errcode = 'FIN11';
  end if;
  return null;
end $$;

create function refuse_old_snapshot() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- What was committed since such a transaction began is hidden from it: its checks would look at the past.
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception 'not under %', current_setting('transaction_isolation') using errcode = 'FIN12';
  end if;
end $$;

-- JSON as JavaScript writes it: without blanks.
create function compact_json(fields text[]) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '[' || coalesce(string_agg(coalesce(to_json(field)::text, 'null'), ',' order by place), '') || ']'
  from unnest(fields) with ordinality as f(field, place)
$$;

-- Every field of header and lines as text, in a fixed order: what `hashOf` of the service covers as well.
create function seal_content(wanted uuid, version integer) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  header text;
  lines text;
begin
  if version <> 1 then
    raise exception 'there are no seals of version %', version using errcode = 'FIN09';
  end if;
  select public.compact_json(array[
      e.id::text, to_char(e.posting_date, 'YYYY-MM-DD'), e.period::text, e.kind, e.red::text, e.event_id::text, e.rule,
      e.rule_version::text, encode(e.payload_hash, 'hex'), e.reverses::text, e.n_lines::text, e.total_fen::text, e.maker,
      e.checker, e.memo, (extract(epoch from e.recorded_at) * 1000000)::bigint::text, e.txid::text])
    into header from public.entry e where e.id = wanted;
  select string_agg(public.compact_json(array[
      l.line_no::text, l.account, l.is_cash::text, l.dc, l.amount_fen::text, l.cash_item, l.dept, l.branch_id::text,
      l.vehicle_id::text, l.order_id::text, l.party_id::text]), ',' order by l.line_no)
    into lines from public.line l where l.entry_id = wanted;
  return header || ',[' || coalesce(lines, '') || ']';
end $$;

-- Fills in what a seal consists of. A release before this one hands it in: then it has to be the same.
create or replace function check_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head record;
  last_no integer;
  sealed record;
  prev bytea;
  computed bytea;
begin
  perform public.refuse_old_snapshot();
  -- Held to the end of the transaction: a second sealer waits and then fails on the head it did not know.
  perform pg_advisory_xact_lock(hashtextextended('finance:seal-guard', 0));
  select seq, hash into head from public.seal order by seq desc limit 1;
  prev := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
  if coalesce(new.seq, coalesce(head.seq, 0) + 1) <> coalesce(head.seq, 0) + 1 or coalesce(new.prev_hash, prev) <> prev then
    raise exception 'seal % does not continue the chain at %', new.seq, coalesce(head.seq, 0) using errcode = 'FIN09';
  end if;
  select period, txid into sealed from public.entry where id = new.entry_id;
  if not found then
    raise exception 'there is no entry %', new.entry_id using errcode = '23503';
  end if;
  -- Its lines may still be missing.
  if sealed.txid = pg_current_xact_id() then
    raise exception 'entry % is not committed yet', new.entry_id using errcode = 'FIN09';
  end if;
  select max(voucher_no) into last_no from public.seal where period = sealed.period;
  if coalesce(new.period, sealed.period) <> sealed.period
     or coalesce(new.voucher_no, coalesce(last_no, 0) + 1) <> coalesce(last_no, 0) + 1 then
    raise exception 'voucher % of % is not the next', new.voucher_no, new.period using errcode = 'FIN09';
  end if;
  new.seq := coalesce(head.seq, 0) + 1;
  new.period := sealed.period;
  new.voucher_no := coalesce(last_no, 0) + 1;
  new.prev_hash := prev;
  new.sealed_at := clock_timestamp();
  computed := sha256(convert_to(
    '["' || encode(prev, 'hex') || '",' || new.seq || ',' || new.period || ',' || new.voucher_no || ',"' || new.entry_id
    || '",' || public.seal_content(new.entry_id, new.hash_version) || ']', 'UTF8'));
  if coalesce(new.hash, computed) <> computed then
    raise exception 'the hash of seal % is not that of what it covers', new.seq using errcode = 'FIN09';
  end if;
  new.hash := computed;
  return new;
end $$;

create trigger seal_only_by_function before insert on seal
  for each statement execute function refuse_direct_write();

-- Seals the oldest committed entries that have no seal, at most so many. No row in the answer: another sealer is at work.
create function seal_entries(most integer) returns table (sealed integer, head_seq bigint, head_hash text)
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
    insert into public.seal (entry_id, hash_version) values (entry.id, 1);
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

revoke execute on function refuse_direct_write(), refuse_old_snapshot(), compact_json(text[]), seal_content(uuid, integer),
  check_seal(), seal_entries(integer) from public, finance_app;
grant execute on function seal_entries(integer) to finance_app;
