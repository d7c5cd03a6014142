-- Default privileges give the service role every row operation; on the books it may only add and read.
revoke all on account, period, entry, line, seal, hold, receivable, accrual_schedule, payment from public, finance_app;
grant select, insert on account, entry, line, seal, payment to finance_app;
grant select, insert, update (state, changed_by) on period to finance_app;
grant select, insert, update (captured_fen, released_fen, ended_at) on hold to finance_app;
grant select, insert, update on receivable to finance_app;
grant select, insert, update (state, entry_id) on accrual_schedule to finance_app;

-- Trigger functions are nobody's to call; the right to call them is not needed for the triggers to fire.
revoke execute on function check_new_entry(), check_new_lines(), check_entry_at_commit(), refuse_change(),
  check_period(), check_seal(), check_hold_change() from public, finance_app;
