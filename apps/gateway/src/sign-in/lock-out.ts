import { addMinutes, minutesBetween, type Instant } from '@houtai/domain-kit';

/** Failures are counted for this long from the first of them; a lock lasts as long. */
export const LOCK_MINUTES = 15;

/** Failures with one user name from one address, or of one known device, after which that one is locked out of that name. */
export const MOST_FAILURES = 5;

/** Failures from one address over all user names after which it may sign nobody in: a branch with many staff stays below. */
export const MOST_FAILURES_OF_ADDRESS = 50;

/** Failures with one user name from all networks together that it was never signed in from. */
export const MOST_FAILURES_FROM_ELSEWHERE = 20;

const ALL_NAMES = '';
/** Stands for all networks that a name was never signed in from; no address looks like it. */
export const ELSEWHERE = '*';

/**
 * What is remembered about failed sign-ins. It is kept for names without an account too: otherwise being locked would tell
 * that the account exists.
 */
export interface SignInRecord {
  failures: number;
  /** When the first of these failures was. */
  countedFrom: Instant | null;
  lockedUntil: Instant | null;
}

export const CLEAN_RECORD: SignInRecord = { failures: 0, countedFrom: null, lockedUntil: null };

/** Who tries to sign in, as far as it says from where. */
export interface Attempted {
  /** Normalised, hence never empty. */
  username: string;
  /** As grouped for limits: a whole IPv6 network counts as one. */
  network: string;
  /** Of a device that has signed in with that name before. */
  deviceId?: string;
}

/** One of the counts that an attempt is judged by. */
export interface Count {
  /** Where it is kept: an address group, {@link ELSEWHERE} or a device. */
  readonly address: string;
  /** Empty for all names. */
  readonly username: string;
  readonly most: number;
  /** Whether the right password sets it back. */
  readonly clears: boolean;
}

/**
 * By what an attempt is judged, in the order in which everybody locks them. A device that signed in before has a count of
 * its own: whatever others do, from the same network too, does not lock it out. A network the name was signed in from is
 * not counted among the others, so that only who is new has to wait for guessing from everywhere to end.
 */
export function countsOf({ username, network, deviceId }: Attempted, isKnownNetwork: boolean): Count[] {
  if (deviceId !== undefined) {
    return [{ address: `device ${deviceId}`, username, most: MOST_FAILURES, clears: true }];
  }
  const ofNetwork: Count[] = [
    { address: network, username: ALL_NAMES, most: MOST_FAILURES_OF_ADDRESS, clears: false },
    { address: network, username, most: MOST_FAILURES, clears: true },
  ];
  if (isKnownNetwork) return ofNetwork;
  return [...ofNetwork, { address: ELSEWHERE, username, most: MOST_FAILURES_FROM_ELSEWHERE, clears: false }];
}

/** A count with what stands in it. */
export interface Counted {
  count: Count;
  record: SignInRecord;
}

/** Seconds until all locks have ended, rounded up; 0 when there is none. */
export function secondsLocked(counted: readonly Counted[], now: Instant): number {
  return Math.max(0, ...counted.map(({ record }) => secondsLeft(record, now)));
}

export type Attempt = { outcome: 'admitted' | 'refused' | 'locked'; counted: readonly Counted[] };

/**
 * Judges one attempt after the password was checked. Who is locked out is refused whether the password was right or
 * not, so that many attempts sent at once get no more guesses than many sent one by one. A success sets back what counts
 * this name from here only: with an account of one's own one must not be able to guess those of others for ever.
 */
export function judgeAttempt(counted: readonly Counted[], passwordRight: boolean, now: Instant): Attempt {
  if (secondsLocked(counted, now) > 0) return { outcome: 'locked', counted };
  if (passwordRight) {
    return {
      outcome: 'admitted',
      counted: counted.map((one) => (one.count.clears ? { ...one, record: CLEAN_RECORD } : one)),
    };
  }
  return {
    outcome: 'refused',
    counted: counted.map(({ count, record }) => ({ count, record: withFailure(record, count.most, now) })),
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
