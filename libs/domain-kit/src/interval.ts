import { Instant, earlierOf, laterOf, minutesBetween } from './instant';

/** A half-open span of time `[from, to)`: what ends at 10:00 does not touch what starts at 10:00. */
export interface Interval {
  from: Instant;
  to: Instant;
}

/** True when the interval holds at least one millisecond. */
export function isProper({ from, to }: Interval): boolean {
  return from < to;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to;
}

export function contains(interval: Interval, instant: Instant): boolean {
  return interval.from <= instant && instant < interval.to;
}

/** The common part, or undefined when the two do not overlap. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const common = { from: laterOf(a.from, b.from), to: earlierOf(a.to, b.to) };
  return isProper(common) ? common : undefined;
}

export function durationMinutes({ from, to }: Interval): number {
  return minutesBetween(from, to);
}
