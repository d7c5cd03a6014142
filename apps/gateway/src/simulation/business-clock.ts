import { DomainError, type Instant } from '@houtai/domain-kit';

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
  if (clock.now !== null && to < clock.now) {
    throw new DomainError('time-goes-back', `It is ${clock.now} already; time cannot go back to ${to}.`, {
      now: clock.now,
      requested: to,
    });
  }
  return { now: to, version: clock.version + 1 };
}
