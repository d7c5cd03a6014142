import { addDays, addHours, type Instant } from '@houtai/domain-kit';
import { refuseMove } from './test-helper.errors';

/** How far and how often a partner moves the clock of the test realm. */
export interface ClockBounds {
  /** Days in one step. */
  mostDays: number;
  /** Steps of a partner in an hour of the system's time. */
  movesPerHour: number;
}

/** Throws `clock-moved-too-far`. Before the first move there is nothing to measure a step by. */
export function refuseFarMove(
  now: Instant | null,
  to: Instant,
  { mostDays }: Pick<ClockBounds, 'mostDays'>,
): void {
  if (now === null) return;
  const latest = addDays(now, mostDays);
  if (to > latest) refuseMove('clock-moved-too-far', { now, latest });
}

/**
 * Throws `clock-moves-used-up`.
 * @param moves the partner's, by the system's time, the oldest first
 */
export function refuseFrequentMove(
  moves: readonly Instant[],
  { movesPerHour: most }: Pick<ClockBounds, 'movesPerHour'>,
  wallNow: Instant,
): void {
  const lately = moves.filter((at) => at > addHours(wallNow, -1));
  const first = lately[lately.length - most];
  if (first !== undefined) refuseMove('clock-moves-used-up', { most, againAt: addHours(first, 1) });
}
