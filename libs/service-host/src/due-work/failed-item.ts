import { addMinutes, type Instant } from '@houtai/domain-kit';

/** Attempts an item has before it waits for an operator: spread over a day and a quarter. */
export const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MINUTES = 1 / 6;
const GROWTH = 3;
/** Errors that pass, of one item in a row, before operators see it and it waits. */
export const PASSING_UNSEEN = 4;
/** Their waits stop growing here, at 13.5 minutes: what passes is not to be slept through. */
const MOST_PASSING_WAITS = 5;

export type FailedItemStatus = 'backing-off' | 'given-up';

/** An item of due work that failed when it was last handled. */
export interface FailedItem {
  id: string;
  work: string;
  item: string;
  dueAt: Instant;
  status: FailedItemStatus;
  attempts: number;
  /** As a log may tell it: without values. */
  error: string;
  firstFailedAt: Instant;
  lastFailedAt: Instant;
  /** null when it is given up. */
  nextAttemptAt: Instant | null;
}

/** What an item has failed of so far. */
export interface Failures {
  attempts: number;
  /** Errors that pass since the last attempt that counted. */
  passing: number;
}

/** When an item is tried again; null when it had its last attempt. Errors that pass never are the last. */
export function nextAttempt({ attempts, passing }: Failures, now: Instant): Instant | null {
  if (passing > 0) return afterWaits(Math.min(passing - PASSING_UNSEEN, MOST_PASSING_WAITS), now);
  return attempts >= MOST_ATTEMPTS ? null : afterWaits(attempts, now);
}

/** The end of the n-th wait; the first is ten seconds, each further one three times as long. */
function afterWaits(n: number, now: Instant): Instant {
  return n < 1 ? now : addMinutes(now, FIRST_WAIT_MINUTES * GROWTH ** (n - 1));
}
