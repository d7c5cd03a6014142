create table vehicle (
  id                    uuid primary key,
  vin                   text not null unique check (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
  plate                 text not null unique,
  class_code            text not null references vehicle_class,
  energy                text not null check (energy in ('petrol', 'hybrid', 'electric')),
  branch_id             uuid not null references branch,
  odometer_km           integer not null check (odometer_km >= 0),
  life_cycle            text not null check (life_cycle in ('ordered', 'in-fleet', 'on-sale', 'disposed')),
  fit_until             timestamptz not null,

  grounded_reason       text,
  grounded_note         text,
  grounded_at           timestamptz,
  expected_back_at      timestamptz,

  -- The latest rental known of, running or over.
  rental_agreement_id   uuid,
  rental_reservation_id uuid,
  rental_opened_at      timestamptz,
  rental_stage          text check (rental_stage in ('running', 'returned', 'checked-in')),

  -- Follows from the facts above and from vehicle_allocation; kept for look-ups.
  operation             text not null check (operation in ('available', 'reserved', 'on-rent', 'returned', 'cleaning',
                                                           'in-transit', 'out-of-service', 'non-revenue')),
  reservation_id        uuid,
  since                 timestamptz not null,

  version               integer not null check (version > 0),
  check ((grounded_reason is null) = (grounded_at is null)),
  check (num_nulls(rental_agreement_id, rental_reservation_id, rental_opened_at, rental_stage) in (0, 4))
);

create index vehicle_by_branch on vehicle (branch_id, class_code, operation);
-- Due work: whose papers end next.
create index vehicle_by_end_of_papers on vehicle (fit_until) where grounded_at is null;

create table vehicle_paper (
  vehicle_id uuid not null references vehicle,
  kind       text not null check (kind in ('registration', 'compulsory-insurance', 'commercial-insurance',
                                           'annual-inspection', 'rental-filing')),
  number     text not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null check (valid_to > valid_from),
  position   integer not null,
  primary key (vehicle_id, position)
);

-- Reservations that dispatch has bound to a vehicle and that have not begun: a copy, kept up by its events.
create table vehicle_allocation (
  allocation_id  uuid primary key,
  vehicle_id     uuid not null references vehicle,
  reservation_id uuid not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null
);

create index vehicle_allocation_by_vehicle on vehicle_allocation (vehicle_id);
