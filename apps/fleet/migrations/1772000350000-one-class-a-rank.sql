-- Of two classes of one rank nobody could say which is higher. Classes that share a rank from before keep it.
create table vehicle_class_rank (
  rank       integer primary key,
  class_code text not null
);
insert into vehicle_class_rank select rank, min(class_code) from vehicle_class group by rank;

-- A trigger, so that a release before this one takes ranks as well while it runs beside it.
create function take_rank() returns trigger language plpgsql as $$
begin
  insert into vehicle_class_rank (rank, class_code) values (new.rank, new.class_code);
  return null;
end $$;
create trigger take_rank after insert on vehicle_class for each row execute function take_rank();
