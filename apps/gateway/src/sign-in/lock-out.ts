import { addMinutes, minutesBetween, type Instant } from '@houtai/domain-kit';

/** Failures after which a user name is locked, and for how long; failures older than the span are forgotten. */
export const MOST_FAILURES = 5;
export const LOCK_MINUTES = 15;

/**
 * What is remembered about the failed sign-ins of one user name. It is kept for names without an account too:
 * otherwise being locked would tell that the account exists.
 */
export interface SignInRecord {
  failures: number;
  lastFailureAt: Instant | null;
  lockedUntil: Instant | null;
}

export const CLEAN_RECORD: SignInRecord = { failures: 0, lastFailureAt: null, lockedUntil: null };

export function isLocked(record: SignInRecord, now: Instant): boolean {
  return record.lockedUntil !== null && now < record.lockedUntil;
}

/** Seconds until the lock ends, rounded up; 0 when it is not locked. */
export function secondsLocked(record: SignInRecord, now: Instant): number {
  if (record.lockedUntil === null || now >= record.lockedUntil) return 0;
  return Math.ceil(minutesBetween(now, record.lockedUntil) * 60);
}

export type Attempt = { outcome: 'admitted' | 'refused' | 'locked'; record: SignInRecord };

/**
 * Judges one attempt after the password was checked. A locked name is refused whether the password was right or
 * not, so that many attempts sent at once get no more guesses than many sent one by one.
 */
export function judgeAttempt(record: SignInRecord, passwordRight: boolean, now: Instant): Attempt {
  if (isLocked(record, now)) return { outcome: 'locked', record };
  if (passwordRight) return { outcome: 'admitted', record: CLEAN_RECORD };
  const recent = record.lastFailureAt !== null && now < addMinutes(record.lastFailureAt, LOCK_MINUTES);
  const failures = (recent && record.lockedUntil === null ? record.failures : 0) + 1;
  const lockedUntil = failures >= MOST_FAILURES ? addMinutes(now, LOCK_MINUTES) : null;
  return { outcome: 'refused', record: { failures, lastFailureAt: now, lockedUntil } };
}
