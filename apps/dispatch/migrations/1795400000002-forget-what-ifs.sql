-- What-ifs are kept for a while and no longer: decided ones from their decision on, others from when they were asked.
create index what_if_decided on what_if (decided_at, what_if_id) where decided_at is not null;
create index what_if_undecided on what_if (asked_at, what_if_id) where decided_at is null;
create index kept_free_of_what_if on kept_free (what_if_id);
