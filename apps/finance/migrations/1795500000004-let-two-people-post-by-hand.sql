-- What a person posts or reverses, another one approves first. Proposals are kept; the books take from them what was approved.
-- Error codes: FIN16 two people are needed, FIN17 a hold does not follow from the entries.
create table entry_proposal (
  id           uuid primary key,
  kind         text not null check (kind in ('entry', 'reversal')),
  -- Canonical JSON: what the facts of the entry will be.
  content      text not null check (content is json object),
  -- The entry that is reversed, with all that was posted for the same cause.
  reverses     uuid references entry (id),
  maker        text not null check (maker <> ''),
  proposed_at  timestamptz not null,
  state        text not null default 'open' check (state in ('open', 'approved', 'rejected')),
  checker      text check (checker <> ''),
  decided_at   timestamptz,
  version      integer not null default 1,
  txid         xid8 not null,
  constraint proposal_reversal_names_entry check ((kind = 'reversal') = (reverses is not null)),
  constraint proposal_is_decided_by_somebody check ((state = 'open') = (checker is null) and (state = 'open') = (decided_at is null)),
  -- Its maker may take it back, and not more.
  constraint proposal_needs_two_people check (state <> 'approved' or checker <> maker)
);
create index entry_proposal_by_state on entry_proposal (state, id);
create index entry_proposal_by_reversed on entry_proposal (reverses) where reverses is not null;
revoke all on entry_proposal from public, finance_app;
grant select, insert, update (state, checker, decided_at) on entry_proposal to finance_app;

create function check_proposal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.txid := pg_current_xact_id();
    new.version := 1;
    if new.state <> 'open' then
      raise exception 'a proposal begins open' using errcode = 'FIN16';
    end if;
    return new;
  end if;
  if old.state <> 'open' or new.state = 'open' or (new.id, new.kind, new.content, new.maker, new.proposed_at, new.txid)
     is distinct from (old.id, old.kind, old.content, old.maker, old.proposed_at, old.txid)
     or new.reverses is distinct from old.reverses then
    raise exception 'a proposal is decided once, as it stands' using errcode = 'FIN02';
  end if;
  -- Who proposes and approves in one go is one person, whatever names are given.
  if new.state = 'approved' and old.txid = pg_current_xact_id() then
    raise exception 'proposal % is not there yet', old.id using errcode = 'FIN16';
  end if;
  new.version := old.version + 1;
  return new;
end $$;
create trigger proposal_check before insert or update on entry_proposal for each row execute function check_proposal();
create trigger proposal_stays before delete on entry_proposal for each row execute function refuse_change();
create trigger proposal_never_truncated before truncate on entry_proposal for each statement execute function refuse_change();

create function check_two_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  original_kind text;
  cause uuid;
begin
  if new.rule <> 'manual' and new.kind <> 'reversal' or now() < (select strict_from from public.books)
     -- A repetition: the unique constraint answers it.
     or exists (select 1 from public.entry where event_id = new.event_id and rule = new.rule) then
    return new;
  end if;
  if new.kind = 'reversal' then
    select kind, event_id into original_kind, cause from public.entry where id = new.reverses;
    -- Missing, or itself a reversal: refused by what comes after. The service alone takes back a rental day too many.
    if not found or original_kind = 'reversal' or (original_kind = 'accrual' and new.maker = 'system') then
      return new;
    end if;
  end if;
  if not exists (
    select 1 from public.entry_proposal p
    where p.state = 'approved' and p.maker = new.maker and p.checker = new.checker
      and ((new.kind <> 'reversal' and p.kind = 'entry' and p.id = new.event_id and p.content = new.facts)
        or (new.kind = 'reversal' and p.kind = 'reversal'
            and p.reverses in (select o.id from public.entry o where o.event_id = cause)))
  ) then
    raise exception 'entry % was not approved by somebody else', new.id using errcode = 'FIN16';
  end if;
  return new;
end $$;
create trigger entry_two_people before insert on entry for each row execute function check_two_people();

-- What was captured is what the entries say: reversing them gives it back.
create or replace function check_hold_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  posted bigint;
begin
  if new.reservation_id <> old.reservation_id or new.kind <> old.kind or new.held_fen <> old.held_fen
     or new.captured_fen + new.released_fen < old.captured_fen + old.released_fen then
    raise exception 'a hold is only captured and released, never taken back' using errcode = 'FIN02';
  end if;
  if new.captured_fen <> old.captured_fen then
    select coalesce(sum(l.amount_fen), 0) into posted
      from public.line l join public.entry e on e.id = l.entry_id left join public.entry o on o.id = e.reverses
      where l.order_id = new.reservation_id and l.account = '1122' and l.dc = 'C'
        and coalesce(o.rule, e.rule) = 'deposit-captured';
    if new.kind <> 'rental' or posted <> new.captured_fen then
      raise exception 'the entries of % capture %, not %', new.reservation_id, posted, new.captured_fen using errcode = 'FIN17';
    end if;
  end if;
  return new;
end $$;

revoke execute on function check_proposal(), check_two_people(), check_hold_change() from public, finance_app;
