import type { Instant } from './instant';

/** A half-open span of time `[from, to)`: what ends at 10:00 does not touch what starts at 10:00. */
export interface Interval {
  from: Instant;
  to: Instant;
}
