import type { Instant } from '@houtai/domain-kit';

/** What is decided about a key. */
export type StoredKeyStatus = 'active' | 'rotated' | 'revoked';

/** What it is like: time ends it as well. A rotated one is good until then. */
export const KEY_STATUSES = ['active', 'rotated', 'revoked', 'expired'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

export function statusAt(now: Instant, key: { status: StoredKeyStatus; expiresAt: Instant }): KeyStatus {
  return key.status !== 'revoked' && now >= key.expiresAt ? 'expired' : key.status;
}

/** Of the partner that a credential belongs to. */
export type PartnerStatus = 'active' | 'suspended' | 'ended';
