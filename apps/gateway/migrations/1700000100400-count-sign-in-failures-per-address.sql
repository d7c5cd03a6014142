-- Failures are counted per user name and address, account or not: who guesses from elsewhere must not lock the holder out.
-- The row with the user name '' counts those of the address over all names. sign_in_record stays for instances of the
-- release before and is dropped with the next one.
create table sign_in_failure (
  address      text not null,
  username     text not null,
  failures     integer not null default 0,
  counted_from timestamptz,
  locked_until timestamptz,
  primary key (address, username)
);
create index sign_in_failure_by_age on sign_in_failure (counted_from);
