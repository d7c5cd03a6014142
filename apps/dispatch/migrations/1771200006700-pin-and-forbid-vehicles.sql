-- A dispatcher may want a promise on its vehicle long before it is bound, or never on another one.
alter table capacity_hold
  add column pinned boolean not null default false,
  add column forbidden_vehicle_ids uuid[];
