-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
create index if not exists branch_by_city on branch (city, code);
create index if not exists vehicle_class_by_rank on vehicle_class (rank, class_code);
create index if not exists vehicle_by_plate on vehicle (plate, id);
create index if not exists vehicle_of_branch on vehicle (branch_id, id);
create index if not exists vehicle_of_branch_by_plate on vehicle (branch_id, plate, id);
create index if not exists vehicle_of_class on vehicle (class_code, id);
create index if not exists vehicle_of_class_by_plate on vehicle (class_code, plate, id);
create index if not exists vehicle_by_operation on vehicle (operation, id);
create index if not exists vehicle_by_operation_and_plate on vehicle (operation, plate, id);
create index if not exists vehicle_by_life_cycle on vehicle (life_cycle, id);
create index if not exists vehicle_by_life_cycle_and_plate on vehicle (life_cycle, plate, id);
