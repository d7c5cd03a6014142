import { addMinutes, minutesBetween, type Instant } from '@houtai/domain-kit';

/** Failures are counted for this long from the first of them; a lock lasts as long. */
export const LOCK_MINUTES = 15;

/** Failures with one user name from one address after which that address is locked out of that name. */
export const MOST_FAILURES = 5;

/** Failures from one address over all user names after which it may sign nobody in: a branch with many staff stays below. */
export const MOST_FAILURES_OF_ADDRESS = 50;

/**
 * What is remembered about failed sign-ins from one address, with one user name or over all of them. It is kept for
 * names without an account too: otherwise being locked would tell that the account exists.
 */
export interface SignInRecord {
  failures: number;
  /** When the first of these failures was. */
  countedFrom: Instant | null;
  lockedUntil: Instant | null;
}

/** Both records that one attempt is judged by. */
export interface SignInRecords {
  /** Over all user names. */
  address: SignInRecord;
  /** With this user name, from this address: nobody can lock its holder out from elsewhere. */
  name: SignInRecord;
}

export const CLEAN_RECORD: SignInRecord = { failures: 0, countedFrom: null, lockedUntil: null };

/** Seconds until both locks have ended, rounded up; 0 when there is none. */
export function secondsLocked({ address, name }: SignInRecords, now: Instant): number {
  return Math.max(secondsLeft(address, now), secondsLeft(name, now));
}

export type Attempt = { outcome: 'admitted' | 'refused' | 'locked'; records: SignInRecords };

/**
 * Judges one attempt after the password was checked. Who is locked out is refused whether the password was right or
 * not, so that many attempts sent at once get no more guesses than many sent one by one. A success clears the name only:
 * with an account of one's own one must not be able to guess those of others for ever.
 */
export function judgeAttempt(records: SignInRecords, passwordRight: boolean, now: Instant): Attempt {
  if (secondsLocked(records, now) > 0) return { outcome: 'locked', records };
  if (passwordRight) return { outcome: 'admitted', records: { ...records, name: CLEAN_RECORD } };
  return {
    outcome: 'refused',
    records: {
      address: withFailure(records.address, MOST_FAILURES_OF_ADDRESS, now),
      name: withFailure(records.name, MOST_FAILURES, now),
    },
  };
}

function withFailure(record: SignInRecord, most: number, now: Instant): SignInRecord {
  const { countedFrom, lockedUntil } = record;
  const counting =
    countedFrom !== null && lockedUntil === null && now < addMinutes(countedFrom, LOCK_MINUTES);
  const failures = counting ? record.failures + 1 : 1;
  return {
    failures,
    countedFrom: counting ? countedFrom : now,
    lockedUntil: failures >= most ? addMinutes(now, LOCK_MINUTES) : null,
  };
}

function secondsLeft({ lockedUntil }: SignInRecord, now: Instant): number {
  if (lockedUntil === null || now >= lockedUntil) return 0;
  return Math.ceil(minutesBetween(now, lockedUntil) * 60);
}
