-- The list of vehicles reads by `vehicle_of_branch` and `vehicle_of_branch_by_plate`.
drop index vehicle_by_branch;
