import { addMinutes, type Instant } from '@houtai/domain-kit';

const HOURS = 24;

/** The token that makes the first administrator, as it is stored. */
export interface SetupToken {
  /** SHA-256. */
  hash: Buffer;
  expiresAt: Instant;
}

export function setupTokenExpiry(now: Instant): Instant {
  return addMinutes(now, HOURS * 60);
}

export type SetupVerdict = 'granted' | 'refused' | 'already-set-up';

/**
 * @param token undefined when there is none
 * @param given SHA-256 of what the caller sent; compared as a hash, so that time tells nothing about the token
 */
export function judgeSetup(
  token: SetupToken | undefined,
  given: Buffer,
  adminExists: boolean,
  now: Instant,
): SetupVerdict {
  if (adminExists) return 'already-set-up';
  return token !== undefined && token.hash.equals(given) && now < token.expiresAt ? 'granted' : 'refused';
}
