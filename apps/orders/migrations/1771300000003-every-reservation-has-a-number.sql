alter table reservation alter column number set not null;
