import { Injectable } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { VEHICLE_DAYS } from '../vehicle-day/vehicle-day.store';
import { DailyVehicleOperations, VehicleDay, dailyVehicleOperations } from './daily-report';

const FIGURES = `v.vehicle_id as "vehicleId", v.branch_id as "branchId", v.class_code as "classCode",
  v.in_fleet_minutes::float8 as "inFleetMinutes", v.rented_minutes::float8 as "rentedMinutes",
  v.out_of_service_minutes::float8 as "outOfServiceMinutes",
  coalesce((select sum(r.amount_fen) from revenue_line r
             where r.posting_date = $1::date and r.vehicle_id = v.vehicle_id), 0)::bigint as "netRevenueFen"`;

@Injectable()
export class ReportQueries {
  constructor(private readonly sql: Sql) {}

  /** From the rollup where the day is over, else from the status intervals up to now. */
  async daily(day: string, now: Instant, branchId?: string): Promise<DailyVehicleOperations> {
    const rows = await this.vehicleDays(day, now);
    const [unassigned]: { fen: number }[] = await this.sql.rows(
      `select coalesce(sum(amount_fen), 0)::bigint as fen from revenue_line
        where posting_date = $1 and (vehicle_id = any($2)) is not true and ($3::uuid is null or branch_id = $3)`,
      [day, rows.map(({ vehicleId }) => vehicleId), branchId ?? null],
    );
    const chosen = branchId ? rows.filter((row) => row.branchId === branchId) : rows;
    return dailyVehicleOperations(day, chosen, unassigned?.fen ?? 0);
  }

  private async vehicleDays(day: string, now: Instant): Promise<VehicleDay[]> {
    const [rolled]: { over: boolean }[] = await this.sql.rows(
      'select exists (select 1 from rolled_up where through_day >= $1) as over',
      [day],
    );
    if (rolled?.over)
      return this.sql.rows(`select ${FIGURES} from vehicle_day v where v.day = $1::date`, [day]);
    return this.sql.rows(`select ${FIGURES} from (${VEHICLE_DAYS}) v`, [day, day, now]);
  }
}
