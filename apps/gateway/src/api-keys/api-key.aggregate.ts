import { assertNever, type Aggregate } from '@houtai/domain-kit';
import type { ApiKey, ApiKeyCommand, ApiKeyEvent, ApiKeyState } from './api-key';
import { decideApiKey } from './api-key.decide';
import { publishApiKey } from './api-key.publish';

export const apiKey: Aggregate<ApiKeyCommand, ApiKeyState, ApiKeyEvent> = {
  name: 'api key',
  initialState: () => ({ status: 'none' }),
  decide: decideApiKey,
  evolve: evolveApiKey,
  publish: publishApiKey,
};

function evolveApiKey(state: ApiKeyState, event: ApiKeyEvent): ApiKeyState {
  if (event.type === 'KeyCreated') {
    const { type: _, at, ...details } = event;
    return { ...details, status: 'active', createdAt: at };
  }
  return state.status === 'none' ? state : evolveExisting(state, event);
}

function evolveExisting(state: ApiKey, event: Exclude<ApiKeyEvent, { type: 'KeyCreated' }>): ApiKeyState {
  switch (event.type) {
    case 'KeyRotated': {
      const { successorId, expiresAt } = event;
      // Who rotates knows that it ends.
      return { ...state, status: 'rotated', successorId, expiresAt, nextNoticeAt: undefined };
    }
    case 'KeyNarrowed':
      return { ...state, scopes: event.scopes };
    case 'KeyRevoked':
      return { ...state, status: 'revoked', revokedAt: event.at, nextNoticeAt: undefined };
    case 'ExpiryAnnounced':
      return { ...state, nextNoticeAt: event.nextNoticeAt };
    default:
      return assertNever(event);
  }
}
