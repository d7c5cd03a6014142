import { toInstant } from '@houtai/domain-kit';
import type { PublishedRatePlan, RatePlan } from './rate-plan';

/** Columns of `rate_plan` by what they hold. */
const COLUMNS = {
  ratePlanId: 'rate_plan_id',
  classCode: 'class_code',
  validFrom: 'valid_from',
  workdayFen: 'workday_fen',
  weekendFen: 'weekend_fen',
  holidayFen: 'holiday_fen',
  basicServicePerDayFen: 'basic_service_per_day_fen',
  preparationFen: 'preparation_fen',
  oneWayFen: 'one_way_fen',
  rentalDepositFen: 'rental_deposit_fen',
  violationDepositFen: 'violation_deposit_fen',
  lateFreeMinutes: 'late_free_minutes',
  lateHourlyUpToHours: 'late_hourly_up_to_hours',
  firstDayPricesAll: 'first_day_prices_all',
  cancellationTiers: 'cancellation_tiers',
  fuelPricePerPercentFen: 'fuel_price_per_percent_fen',
  publishedAt: 'published_at',
} as const satisfies Record<keyof RatePlan, string>;

type Columns = typeof COLUMNS;

const FIELDS = Object.entries(COLUMNS) as [keyof RatePlan, Columns[keyof RatePlan]][];

/** A row of `rate_plan`; the driver makes dates of days, so the first day is read as text beside it. */
export type RatePlanRow = {
  [Field in keyof RatePlan as Columns[Field]]: RatePlan[Field];
} & { published_at: Date | string; first_day: string };

/** What a query of its own selects to get {@link RatePlanRow}. */
export const RATE_PLAN_COLUMNS = [...Object.values(COLUMNS), 'valid_from::text as first_day'].join(', ');

export const FIXED_COLUMNS = Object.values(COLUMNS).filter((column) => column !== COLUMNS.ratePlanId);

export function toRatePlan(row: RatePlanRow): PublishedRatePlan {
  const plan = Object.fromEntries(FIELDS.map(([field, column]) => [field, row[column]]));
  const validFrom = row.first_day;
  const publishedAt = toInstant(row.published_at);
  return { ...(plan as unknown as RatePlan), validFrom, publishedAt, status: 'published' };
}

export function toRatePlanRow(plan: RatePlan): object {
  return Object.fromEntries(FIELDS.map(([field, column]) => [column, plan[field]]));
}
