-- Which reservation a number names, as the events of orders tell: people ask by it. What was numbered before this table is
-- found when its next event comes, or by its id.
create table reservation_number (
  number text primary key,
  reservation_id uuid not null
);
revoke all on reservation_number from public, dispatch_app;
grant select, insert on reservation_number to dispatch_app;
