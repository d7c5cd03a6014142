import { Injectable } from '@nestjs/common';
import { vehicleStatusChangedV1, type VehicleStatusChangedV1 } from '@houtai/event-catalogue';
import { Sql } from '@houtai/messaging';
import type { ProjectedEvent } from './row-changes';

export type StatusChange = ProjectedEvent<VehicleStatusChangedV1>;

@Injectable()
export class VehicleStatusStore {
  static readonly type = vehicleStatusChangedV1.type;

  constructor(private readonly sql: Sql) {}

  /**
   * Cuts the intervals of each vehicle at `since` and opens the next one. A later version with an earlier `since`
   * corrects: whatever began at or after it gives way. Every business day from there on that was rolled up already
   * becomes dirty. Many vehicles at once; several changes of one vehicle take turns.
   */
  async apply(changes: readonly StatusChange[]): Promise<void> {
    for (const turn of turnsOf(changes)) {
      const rows = JSON.stringify(turn.map(({ data, aggregateVersion }) => ({ ...data, aggregateVersion })));
      for (const statement of STATEMENTS) await this.sql.write(statement, [rows]);
    }
  }
}

/** Lists in which no vehicle stands twice, in an order that keeps each vehicle's own. */
function turnsOf(changes: readonly StatusChange[]): StatusChange[][] {
  const turns: StatusChange[][] = [];
  const taken = new Map<string, number>();
  for (const change of changes) {
    const turn = taken.get(change.key) ?? 0;
    taken.set(change.key, turn + 1);
    (turns[turn] ??= []).push(change);
  }
  return turns;
}

const INPUT = `jsonb_to_recordset($1::jsonb) as n("vehicleId" uuid, since timestamptz, "branchId" uuid,
  "classCode" text, "lifeCycle" text, operation text, "reservationId" uuid, "aggregateVersion" int)`;

/** The vehicles in it. Without these a statement would read the whole table, for it takes any input for a hundred rows. */
const VEHICLES = `any(array(select (item->>'vehicleId')::uuid from jsonb_array_elements($1::jsonb) item))`;

const STATEMENTS = [
  `delete from vehicle_status_interval i using ${INPUT}
    where i.vehicle_id = ${VEHICLES} and i.vehicle_id = n."vehicleId" and lower(i.during) >= n.since`,
  `update vehicle_status_interval i set during = tstzrange(lower(i.during), n.since) from ${INPUT}
    where i.vehicle_id = ${VEHICLES} and i.vehicle_id = n."vehicleId" and i.during @> n.since`,
  `insert into vehicle_status_interval
     (vehicle_id, during, branch_id, class_code, life_cycle, operation, reservation_id, version)
   select "vehicleId", tstzrange(since, null), "branchId", "classCode", "lifeCycle", operation, "reservationId",
          "aggregateVersion"
     from ${INPUT}`,
  `insert into dirty_vehicle_day (vehicle_id, day)
   select n."vehicleId", day::date
     from ${INPUT}, rolled_up,
          generate_series(date_trunc('day', n.since at time zone 'UTC') - interval '1 day',
                          through_day::timestamp, interval '1 day') day
   on conflict do nothing`,
];
