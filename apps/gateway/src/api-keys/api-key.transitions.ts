import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { ApiKeyEvent, ApiKeyState } from './api-key';

/** Which event can follow on which status, and where it leads. Beside it time decides: an expired key is good for nothing. */
export const API_KEY_TRANSITIONS = {
  none: { KeyCreated: 'active' },
  active: { ExpiryAnnounced: 'active', KeyNarrowed: 'active', KeyRotated: 'rotated', KeyRevoked: 'revoked' },
  rotated: { KeyNarrowed: 'rotated', KeyRevoked: 'revoked' },
  revoked: {},
} as const satisfies TransitionTable<ApiKeyState['status'], ApiKeyEvent['type']>;

export const canFollow = followsIn(API_KEY_TRANSITIONS);
