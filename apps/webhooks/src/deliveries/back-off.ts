const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** From a failed attempt to the next; after the last of them nothing is tried any more. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const SPREAD = 0.2;
const LONGEST_WAIT_MS = 24 * HOUR;

export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/**
 * Milliseconds until the next attempt, undefined when there is none.
 * @param made how many were made by now
 * @param chance from 0 to 1, so that what failed together does not come back together
 * @param askedMs what the receiver asked for; it makes the wait longer, never shorter
 */
export function waitAfter(made: number, chance: number, askedMs = 0): number | undefined {
  const wait = WAITS_MS[made - 1];
  if (wait === undefined) return undefined;
  const spread = wait * (1 - SPREAD + 2 * SPREAD * chance);
  return Math.round(Math.max(spread, Math.min(askedMs, LONGEST_WAIT_MS)));
}

/** `Retry-After` in milliseconds: seconds or a date; undefined for anything else, and for what has passed. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * SECOND;
  // only the form that HTTP has: Date.parse takes nearly anything for a date
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const wait = Date.parse(text) - now;
  return Number.isNaN(wait) || wait <= 0 ? undefined : wait;
}
