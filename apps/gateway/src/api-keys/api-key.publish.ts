import { assertNever, type Fact } from '@houtai/domain-kit';
import {
  apiKeyCreatedV1,
  apiKeyExpiringV1,
  apiKeyRevokedV1,
  apiKeyRotatedV1,
  fact,
} from '@houtai/event-catalogue';
import type { ApiKey, ApiKeyEvent } from './api-key';

/** What others learn of keys: that there are, and until when; nothing of secrets, networks and who made them. */
export function publishApiKey(event: ApiKeyEvent, after: ApiKey): Fact | undefined {
  const { keyId, partnerId } = after;
  switch (event.type) {
    case 'KeyCreated': {
      const { scopes, expiresAt, at } = event;
      return fact(apiKeyCreatedV1, { keyId, partnerId, scopes: [...scopes], createdAt: at, expiresAt });
    }
    case 'KeyRotated': {
      const { successorId, expiresAt, at } = event;
      return fact(apiKeyRotatedV1, { keyId, partnerId, successorId, rotatedAt: at, expiresAt });
    }
    case 'KeyRevoked':
      return fact(apiKeyRevokedV1, { keyId, partnerId, revokedAt: event.at });
    case 'ExpiryAnnounced':
      return fact(apiKeyExpiringV1, {
        keyId,
        partnerId,
        daysLeft: event.daysLeft,
        expiresAt: after.expiresAt,
      });
    case 'KeyNarrowed':
      return undefined;
    default:
      return assertNever(event);
  }
}
