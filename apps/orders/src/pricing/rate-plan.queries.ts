import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import {
  NotFoundError,
  decodeCursor,
  encodeCursor,
  page,
  type Page,
  type PageQuery,
} from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import type { RatePlan } from './rate-plan';

/** Select list that reads as a {@link RatePlan}; the time still has the driver's type. */
export const RATE_PLAN_COLUMNS = `rate_plan_id as "ratePlanId", class_code as "classCode",
  valid_from::text as "validFrom", workday_fen as "workdayFen", weekend_fen as "weekendFen",
  holiday_fen as "holidayFen", basic_service_per_day_fen as "basicServicePerDayFen",
  preparation_fen as "preparationFen", one_way_fen as "oneWayFen", rental_deposit_fen as "rentalDepositFen",
  violation_deposit_fen as "violationDepositFen", late_free_minutes as "lateFreeMinutes",
  late_hourly_up_to_hours as "lateHourlyUpToHours", first_day_prices_all as "firstDayPricesAll",
  cancellation_tiers as "cancellationTiers", fuel_price_per_percent_fen as "fuelPricePerPercentFen",
  published_at as "publishedAt"`;

export type RatePlanRow = Omit<RatePlan, 'publishedAt'> & { publishedAt: Date | string };

@Injectable()
export class RatePlanQueries {
  constructor(private readonly sql: Sql) {}

  /** The plan a price was made by. */
  async one(ratePlanId: string): Promise<RatePlan> {
    const rows = await this.sql.rows<RatePlanRow>(
      `select ${RATE_PLAN_COLUMNS} from rate_plan where rate_plan_id = $1`,
      [ratePlanId],
    );
    const row = rows[0];
    if (!row) throw new NotFoundError('rate plan', ratePlanId);
    return toRatePlan(row);
  }

  /** By class, and in a class the newest first. */
  async list({ limit, after }: PageQuery, classCode?: string): Promise<Page<RatePlan>> {
    const [afterClass, afterDay] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.sql.rows<RatePlanRow>(
      `select ${RATE_PLAN_COLUMNS} from rate_plan
        where ($1::text is null or class_code = $1)
          and ($2::text is null or class_code > $2 or (class_code = $2 and valid_from < $3::date))
        order by class_code, valid_from desc limit $4`,
      [classCode ?? null, afterClass, afterDay, limit + 1],
    );
    const items = rows.slice(0, limit).map(toRatePlan);
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.classCode, last.validFrom]) : null);
  }
}

export function toRatePlan(row: RatePlanRow): RatePlan {
  return { ...row, publishedAt: toInstant(row.publishedAt) };
}
