import { addDays, earlierOf, type Instant } from '@houtai/domain-kit';

/** A token unused for so long ends the session. */
export const REFRESH_DAYS = 7;
/** So long after the sign-in the password is asked for again, however busy the session. */
export const SESSION_DAYS = 30;

/** A stored refresh token; its text is known to its holder only. */
export interface RefreshToken {
  id: string;
  /** All tokens that descend from one sign-in. */
  familyId: string;
  accountId: string;
  signedInAt: Instant;
  expiresAt: Instant;
  /** When it was exchanged for its successor. */
  usedAt: Instant | null;
  revokedAt: Instant | null;
}

export type RefreshVerdict =
  | { kind: 'rotate'; expiresAt: Instant }
  /** Presented a second time: one of the two holders stole it, and nobody can say which. */
  | { kind: 'reused' }
  | { kind: 'refused' };

/** Whether a presented token may be exchanged. `undefined` stands for a token nobody issued. */
export function judgeRefresh(token: RefreshToken | undefined, now: Instant): RefreshVerdict {
  if (token === undefined || token.revokedAt !== null) return { kind: 'refused' };
  if (token.usedAt !== null) return { kind: 'reused' };
  if (now >= token.expiresAt) return { kind: 'refused' };
  return { kind: 'rotate', expiresAt: refreshExpiry(token.signedInAt, now) };
}

export function refreshExpiry(signedInAt: Instant, now: Instant): Instant {
  return earlierOf(addDays(now, REFRESH_DAYS), addDays(signedInAt, SESSION_DAYS));
}
