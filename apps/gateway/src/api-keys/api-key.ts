import { addDays, type Instant } from '@houtai/domain-kit';
import type { StoredKeyStatus } from '../credentials/key-status';

interface KeyDetails {
  keyId: string;
  partnerId: string;
  /** What people call it: which system has it. */
  name: string;
  /** SHA-256 of the secret, in hex. */
  secretHash: string;
  /** Permissions it has at most. */
  scopes: readonly string[];
  /** Networks it may be used from, as CIDR; any when there is none. */
  networks: readonly string[];
  expiresAt: Instant;
  /** Who made it. */
  createdBy: string;
}

/** A key of a partner's system. That it has expired follows from the time alone. */
export interface ApiKey extends KeyDetails {
  status: StoredKeyStatus;
  createdAt: Instant;
  successorId?: string;
  revokedAt?: Instant;
  /** When to tell next that it ends soon. */
  nextNoticeAt?: Instant;
}

export type ApiKeyState = { status: 'none' } | ApiKey;

export type ApiKeyCommand =
  | (KeyDetails & { type: 'CreateKey'; at: Instant })
  | { type: 'RotateKey'; successorId: string; overlapHours: number; at: Instant }
  | { type: 'NarrowKey'; scopes: readonly string[]; at: Instant }
  | { type: 'RevokeKey'; at: Instant }
  | { type: 'TellOfExpiry'; at: Instant };

export type ApiKeyEvent =
  | (KeyDetails & { type: 'KeyCreated'; nextNoticeAt?: Instant; at: Instant })
  | { type: 'KeyRotated'; successorId: string; expiresAt: Instant; at: Instant }
  | { type: 'KeyNarrowed'; scopes: readonly string[]; at: Instant }
  | { type: 'KeyRevoked'; at: Instant }
  | { type: 'ExpiryAnnounced'; daysLeft: number; nextNoticeAt?: Instant; at: Instant };

export const DEFAULT_KEY_DAYS = 365;
export const MOST_KEY_DAYS = 2 * 365;
/** Longest that a key and its successor are both good. */
export const MOST_OVERLAP_HOURS = 7 * 24;

const NOTICE_DAYS = [30, 7, 1];

/** When a key's end is told next, after `now`; undefined when there is nothing more to tell. */
export function noticeAfter(now: Instant, expiresAt: Instant): Instant | undefined {
  return NOTICE_DAYS.map((days) => addDays(expiresAt, -days)).find((at) => at > now);
}

/** The last notice that was due by then: when several were missed, the others are old news. */
export function daysToTell(now: Instant, expiresAt: Instant): number | undefined {
  return NOTICE_DAYS.findLast((days) => addDays(expiresAt, -days) <= now);
}
