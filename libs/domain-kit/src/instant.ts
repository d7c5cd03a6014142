/** A point in time: ISO 8601 in UTC with milliseconds, e.g. `2027-03-01T02:00:00.000Z`. Two instants compare as strings. */
export type Instant = string;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Normalises a date or any ISO 8601 text with offset. Throws RangeError when it is not a time. */
export function toInstant(value: Date | string): Instant {
  return new Date(value).toISOString();
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return shift(instant, minutes * MINUTE);
}

export function addHours(instant: Instant, hours: number): Instant {
  return shift(instant, hours * HOUR);
}

/** Adds multiples of 24 hours (elapsed time, not calendar days). */
export function addDays(instant: Instant, days: number): Instant {
  return shift(instant, days * DAY);
}

/** Minutes from `from` to `to`, with fractions; negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / MINUTE;
}

/** Hours from `from` to `to`, with fractions; negative when `to` is earlier. */
export function hoursBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR;
}

export function earlierOf(a: Instant, b: Instant): Instant {
  return a <= b ? a : b;
}

export function laterOf(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}

function shift(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}
