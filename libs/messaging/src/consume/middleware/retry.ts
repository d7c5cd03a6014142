import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from '../../back-off';
import type { Middleware } from './middleware';
import type { Attempted } from './work';

/** Longest pause between two attempts in place. */
const LONGEST_MS = 5_000;

export interface RetryTimes {
  /** First pause between attempts; it doubles each time. */
  retryMs: number;
  /** Attempts in place before the partition pauses. */
  attempts: number;
}

/** Tries again in place what `mayPass`, while the partition is ours; then throws the last error. */
export function retry<Work extends Attempted>(
  { retryMs, attempts }: RetryTimes,
  mayPass: (error: unknown) => boolean,
): Middleware<Work> {
  return (next) => async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await next({ ...work, attempt });
      } catch (error) {
        if (!mayPass(error) || attempt >= attempts || !work.isCurrent()) throw error;
        await sleep(backOff(attempt, retryMs, LONGEST_MS));
      }
    }
  };
}
