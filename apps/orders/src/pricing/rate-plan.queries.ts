import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { NotFoundError, readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import type { RatePlan } from './rate-plan';
import { ratePlanView, type RatePlanFilter, type RatePlanView } from './rate-plan.dto';

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

const BY_CLASS_NEWEST_FIRST: KeyColumn<RatePlanRow>[] = [
  { sql: 'class_code', type: 'text', of: (row) => row.classCode },
  { sql: 'valid_from', type: 'date', descending: true, of: (row) => row.validFrom },
];

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

  list({ limit, after, classCode }: RatePlanFilter): Promise<Page<RatePlanView>> {
    const select = `select ${RATE_PLAN_COLUMNS} from rate_plan`;
    const where: Condition[] = [['class_code = $1', classCode]];
    return readPage(this.sql, { select, where, by: BY_CLASS_NEWEST_FIRST, limit, after }, (row) =>
      ratePlanView(toRatePlan(row)),
    );
  }
}

export function toRatePlan(row: RatePlanRow): RatePlan {
  return { ...row, publishedAt: toInstant(row.publishedAt) };
}
