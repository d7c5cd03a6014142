-- How often in a row the item has met errors that pass, such as a server that is busy. They do not count as attempts.
alter table failed_due_item add column passing int not null default 0;
