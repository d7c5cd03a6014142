import { column, columnNames, toInstant, type Fields, type RowOf } from '@houtai/domain-kit';
import type { CancellationTier, PublishedRatePlan } from './rate-plan';

/** Columns of `rate_plan`. */
export const COLUMNS = {
  fixed: {
    rate_plan_id: column<string>(),
    class_code: column<string>(),
    price_group: column<string | null>(),
    valid_from: column<string>(),
    workday_fen: column<number>(),
    weekend_fen: column<number>(),
    holiday_fen: column<number>(),
    basic_service_per_day_fen: column<number>(),
    preparation_fen: column<number>(),
    one_way_fen: column<number>(),
    rental_deposit_fen: column<number>(),
    violation_deposit_fen: column<number>(),
    late_free_minutes: column<number>(),
    late_hourly_up_to_hours: column<number>(),
    first_day_prices_all: column<boolean>(),
    cancellation_tiers: column<readonly CancellationTier[]>(),
    fuel_price_per_percent_fen: column<number>(),
    published_at: column<Date>(),
  },
  changing: {},
};

/** The driver makes dates of days, so the first day is read as text beside it. */
export const FIRST_DAY = { first_day: 't.valid_from::text' };

/** What a query of its own selects to get {@link RatePlanRow}. */
export const RATE_PLAN_COLUMNS = [...columnNames(COLUMNS), 'valid_from::text as first_day'].join(', ');

export type RatePlanRow = RowOf<typeof COLUMNS> & { first_day: string };

export function toRatePlan({ firstDay, ...plan }: Fields<RatePlanRow>): PublishedRatePlan {
  return { ...plan, validFrom: firstDay, publishedAt: toInstant(plan.publishedAt), status: 'published' };
}
