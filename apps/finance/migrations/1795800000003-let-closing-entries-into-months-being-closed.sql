-- The months of these that take closing entries: open, or being closed. They stay so to the end of the transaction.
create function hold_periods_for_closing(months integer[]) returns setof integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select yyyymm from public.period where yyyymm = any(months) and state in ('open', 'closing') order by yyyymm for share
$$;
revoke execute on function hold_periods_for_closing(integer[]) from public, finance_app;
grant execute on function hold_periods_for_closing(integer[]) to finance_app;
