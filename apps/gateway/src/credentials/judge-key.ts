import type { Instant } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';
import { statusAt, type PartnerStatus, type StoredKeyStatus } from './key-status';

/** What a key whose secret was right is judged by. */
export interface JudgedKey {
  status: StoredKeyStatus;
  expiresAt: Instant;
  partnerStatus: PartnerStatus;
}

/**
 * Whether a key whose secret was right may be used now, from there. Its holder may know why not.
 * Throws `key-revoked`, `partner-not-active`, `key-expired`, `key-network-refused`.
 * @param isInside whether the client's address lies within the key's networks
 */
export function judgeKey(key: JudgedKey, now: Instant, isInside: () => boolean, address: string): void {
  const status = statusAt(now, key);
  if (status === 'revoked') refuse('key-revoked');
  if (key.partnerStatus !== 'active') refuse('partner-not-active', { status: key.partnerStatus });
  if (status === 'expired') refuse('key-expired', { expiresAt: key.expiresAt });
  if (!isInside()) refuse('key-network-refused', { address });
}
