import { addDays, addHours, minutesBetween, type Instant } from '@houtai/domain-kit';

const DAY_MINUTES = 24 * 60;

/** A piece of time to be charged: a rental day of 24 h, or some begun hours at its end. */
export type ChargeableTime =
  { kind: 'day'; from: Instant; to: Instant } | { kind: 'hours'; hours: number; from: Instant; to: Instant };

export interface PartialDayRule {
  lateFreeMinutes: number;
  lateHourlyUpToHours: number;
}

/**
 * Cuts `[from, to)` into rental days of 24 h. What remains beyond the last full day is free up to
 * `lateFreeMinutes`, charged by the begun hour up to `lateHourlyUpToHours`, and a full day beyond that.
 * @param minimumDays 1 for a rental (any rental costs a day at least), 0 for lateness
 */
export function chargeableTime(
  from: Instant,
  to: Instant,
  rule: PartialDayRule,
  minimumDays: 0 | 1,
): ChargeableTime[] {
  const minutes = minutesBetween(from, to);
  if (minutes <= 0) return [];
  const fullDays = Math.max(Math.floor(minutes / DAY_MINUTES), minimumDays);
  const days = Array.from({ length: fullDays }, (_, n) => rentalDay(from, n));
  const rest = minutes - fullDays * DAY_MINUTES;
  if (rest <= rule.lateFreeMinutes) return days;
  if (rest > rule.lateHourlyUpToHours * 60) return [...days, rentalDay(from, fullDays)];
  const start = addDays(from, fullDays);
  const hours = Math.ceil(rest / 60);
  return [...days, { kind: 'hours', hours, from: start, to: addHours(start, hours) }];
}

function rentalDay(from: Instant, n: number): ChargeableTime {
  return { kind: 'day', from: addDays(from, n), to: addDays(from, n + 1) };
}
