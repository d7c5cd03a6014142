import { addMinutes, type Instant } from '@houtai/domain-kit';

/** Attempts an item has before it waits for an operator: spread over a day and a quarter. */
export const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MINUTES = 1 / 6;
const GROWTH = 3;

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

/** When an item is tried again that failed for the n-th time; null when that was the last attempt. */
export function nextAttempt(attempts: number, now: Instant): Instant | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return addMinutes(now, FIRST_WAIT_MINUTES * GROWTH ** (attempts - 1));
}
