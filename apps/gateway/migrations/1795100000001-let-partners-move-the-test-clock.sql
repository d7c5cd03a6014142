-- The clock of a simulation is one row, and so is the time of everybody: a partner of the test realm reads it and moves it on.
-- In live mode nobody asks for it.
do $$ begin
  execute format('grant select, update (now, version) on business_clock to %I', role_of_service('partner'));
end $$;

-- How often each partner has moved it lately, by the system's time: each move makes every service do what has become due.
create table test_clock_move (
  partner_id uuid not null,
  moved_at timestamptz not null
);
create index test_clock_move_by_partner on test_clock_move (partner_id, moved_at);
select open_rows_to_partners('test_clock_move', 'select, insert, delete');
