import { retryAfterMs, waitAfter } from './back-off';

/** What a delivery becomes after an attempt. */
export interface Verdict {
  readonly state: 'delivered' | 'waiting' | 'exhausted';
  /** Until it is tried again. */
  readonly waitMs: number;
}

export interface AttemptFacts {
  readonly status?: number;
  readonly retryAfter?: string;
  /** Attempts, this one included. */
  readonly made: number;
  /** From 0 to 1. */
  readonly chance: number;
  /** In ms since 1970. */
  readonly now: number;
}

export function isTaken({ status }: { status?: number }): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** Only 2xx takes it: a redirect, to wherever, is a failure as any other. */
export function verdictOf({ status, retryAfter, made, chance, now }: AttemptFacts): Verdict {
  if (isTaken({ status })) return { state: 'delivered', waitMs: 0 };
  const waitMs = waitAfter(made, chance, retryAfterMs(retryAfter, now));
  return waitMs === undefined ? { state: 'exhausted', waitMs: 0 } : { state: 'waiting', waitMs };
}
