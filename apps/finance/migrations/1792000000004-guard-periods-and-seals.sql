-- Periods go one way and in order; seals are a gapless chain.
-- Error codes: FIN08 period out of order, FIN09 seal breaks the chain, FIN02 immutable.

create function check_period() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One change of periods at a time, else two closings could overtake each other.
  perform pg_advisory_xact_lock(hashtextextended('finance:periods', 0));
  new.changed_at := clock_timestamp();
  if tg_op = 'INSERT' then
    new.version := 1;
    if new.state <> 'open' or exists (select 1 from public.period where yyyymm > new.yyyymm and state <> 'open') then
      raise exception 'period % cannot be opened any more', new.yyyymm using errcode = 'FIN08';
    end if;
    return new;
  end if;
  if new.yyyymm <> old.yyyymm or (old.state, new.state) not in (('open', 'closing'), ('closing', 'closed')) then
    raise exception 'period % cannot go from % to %', old.yyyymm, old.state, new.state using errcode = 'FIN08';
  end if;
  if exists (select 1 from public.period
             where yyyymm < new.yyyymm and (state = 'open' or (state <> 'closed' and new.state = 'closed'))) then
    raise exception 'an earlier period than % comes first', new.yyyymm using errcode = 'FIN08';
  end if;
  if new.state = 'closed' and exists (
    select 1 from public.entry e
    where e.period = new.yyyymm and not exists (select 1 from public.seal s where s.entry_id = e.id)
  ) then
    raise exception 'period % has entries without a seal', new.yyyymm using errcode = 'FIN08';
  end if;
  new.version := old.version + 1;
  return new;
end $$;

create trigger period_check before insert or update on period for each row execute function check_period();
create trigger period_stays before delete on period for each row execute function refuse_change();
create trigger period_never_truncated before truncate on period for each statement execute function refuse_change();

create function check_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head record;
  last_no integer;
  entry_period integer;
begin
  -- Held to the end of the transaction: a second sealer waits and then fails on the head it did not know.
  perform pg_advisory_xact_lock(hashtextextended('finance:seal-guard', 0));
  select seq, hash into head from public.seal order by seq desc limit 1;
  if new.seq <> coalesce(head.seq, 0) + 1
     or new.prev_hash <> coalesce(head.hash, decode(repeat('00', 32), 'hex')) then
    raise exception 'seal % does not continue the chain at %', new.seq, coalesce(head.seq, 0) using errcode = 'FIN09';
  end if;
  select period into entry_period from public.entry where id = new.entry_id;
  select max(voucher_no) into last_no from public.seal where period = new.period;
  if new.period is distinct from entry_period or new.voucher_no <> coalesce(last_no, 0) + 1 then
    raise exception 'voucher % of % is not the next', new.voucher_no, new.period using errcode = 'FIN09';
  end if;
  new.sealed_at := clock_timestamp();
  return new;
end $$;

create trigger seal_check before insert on seal for each row execute function check_seal();
