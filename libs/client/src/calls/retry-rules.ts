/** When a call is sent again. */
export interface RetryRules {
  /** Times a call is sent at most, the first one included. */
  readonly attempts: number;
  /** Longest wait before the second attempt; it doubles with each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A `Retry-After` beyond this is not waited for: the problem is thrown, and says how long. */
  readonly longestRetryAfterMs: number;
}

export const RETRY_RULES: RetryRules = {
  attempts: 5,
  firstWaitMs: 250,
  longestWaitMs: 10_000,
  longestRetryAfterMs: 60_000,
};

/** What came of an attempt. */
export interface Outcome {
  /** Of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** As the answer asked for. */
  readonly retryAfterMs: number | undefined;
  /** Counted from 1. */
  readonly attempt: number;
  /** Whether doing it twice is as doing it once. */
  readonly repeatable: boolean;
}

/** Not done, or perhaps done: only for what can be repeated. */
const PERHAPS_DONE: ReadonlySet<number | undefined> = new Set([undefined, 502, 503, 504]);

/**
 * How long to wait before the call is sent again, in ms; undefined when it is not. With full jitter, so that callers
 * who failed together do not come back together.
 *
 * @param chance of [0, 1)
 */
export function waitBeforeRetry(outcome: Outcome, rules: RetryRules, chance: number): number | undefined {
  if (outcome.attempt >= rules.attempts || !isWorthRepeating(outcome)) return undefined;
  const { retryAfterMs: asked, attempt } = outcome;
  const backOff = Math.min(rules.longestWaitMs, rules.firstWaitMs * 2 ** (attempt - 1)) * chance;
  if (asked === undefined) return backOff;
  return asked > rules.longestRetryAfterMs ? undefined : asked + Math.min(backOff, rules.firstWaitMs);
}

function isWorthRepeating({ status, retryAfterMs, repeatable }: Outcome): boolean {
  // Refused before anything was done.
  if (status === 429) return true;
  // The first request with this key is still under way.
  if (status === 409) return repeatable && retryAfterMs !== undefined;
  return repeatable && PERHAPS_DONE.has(status);
}
