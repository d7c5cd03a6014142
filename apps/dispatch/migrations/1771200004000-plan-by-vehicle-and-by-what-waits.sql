-- A service plans its statements on empty tables and keeps these plans while the tables grow. By class are asked only the
-- promises without a vehicle, so only they are in that index: one over all live holds looked as good as the one by vehicle
-- for a question about a vehicle, and read every promise of the company.
drop index capacity_hold_by_class;
create index capacity_hold_unplaced on capacity_hold (class_code) where released_at is null and vehicle_id is null;

-- Where a vehicle in use goes to, without reading what was promised of it.
create index capacity_hold_in_use_by_vehicle on capacity_hold (vehicle_id, occupies_from)
  where released_at is null and status = 'in-use';
