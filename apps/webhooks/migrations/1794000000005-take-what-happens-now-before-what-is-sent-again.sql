-- Those that are due, what happens now apart from what is sent again: neither is looked for behind a backlog of the other.
create index delivery_due_in_turn on delivery (endpoint_id, replayed, due_at)
  where state in ('waiting', 'in-flight') and not blocked;
