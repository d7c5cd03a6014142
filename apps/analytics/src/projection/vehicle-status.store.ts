import {
  BranchOpenedV1,
  VehicleStatusChangedV1,
  branchOpenedV1,
  vehicleStatusChangedV1,
} from '@houtai/event-catalogue';
import type { Projection } from './project.store';

const branchOpened: Projection<BranchOpenedV1> = async (sql, { branchId, code, name, timeZone }) => {
  await sql.rows(
    `insert into branch (branch_id, code, name, time_zone) values ($1, $2, $3, $4)
     on conflict (branch_id) do update set code = excluded.code, name = excluded.name, time_zone = excluded.time_zone`,
    [branchId, code, name, timeZone],
  );
};

/**
 * Cuts the intervals of the vehicle at `since` and opens the next one. A later version with an earlier `since`
 * corrects: whatever began at or after it gives way. Every business day from there on that was rolled up already
 * becomes dirty.
 */
const statusChanged: Projection<VehicleStatusChangedV1> = async (sql, status, { aggregateVersion }) => {
  const { vehicleId, since, branchId, classCode, lifeCycle, operation, reservationId } = status;
  await sql.rows('delete from vehicle_status_interval where vehicle_id = $1 and lower(during) >= $2', [
    vehicleId,
    since,
  ]);
  await sql.rows(
    `update vehicle_status_interval set during = tstzrange(lower(during), $2)
      where vehicle_id = $1 and during @> $2::timestamptz`,
    [vehicleId, since],
  );
  await sql.rows(
    `insert into vehicle_status_interval
       (vehicle_id, during, branch_id, class_code, life_cycle, operation, reservation_id, version)
     values ($1, tstzrange($2, null), $3, $4, $5, $6, $7, $8)`,
    [vehicleId, since, branchId, classCode, lifeCycle, operation, reservationId ?? null, aggregateVersion],
  );
  await sql.rows(
    `insert into dirty_vehicle_day (vehicle_id, day)
     select $1, day::date
       from rolled_up, generate_series(date_trunc('day', $2::timestamptz at time zone 'UTC') - interval '1 day',
                                       through_day::timestamp, interval '1 day') day
     on conflict do nothing`,
    [vehicleId, since],
  );
};

export const projectBranch = { [branchOpenedV1.type]: branchOpened };
export const projectVehicleStatus = { [vehicleStatusChangedV1.type]: statusChanged };
