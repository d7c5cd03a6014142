import type { Instant } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';

/** The simulated time of the whole system; `version` counts its moves. */
export interface BusinessClock {
  now: Instant | null;
  version: number;
}

/**
 * Moves time on. The same time again is lawful and counts as a move: it runs what has become due since.
 * Throws `time-goes-back`.
 */
export function advanceClock(clock: BusinessClock, to: Instant): { now: Instant; version: number } {
  if (clock.now !== null && to < clock.now) refuse('time-goes-back', { now: clock.now, requested: to });
  return { now: to, version: clock.version + 1 };
}
