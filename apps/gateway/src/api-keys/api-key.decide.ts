import { addHours, assertNever, earlierOf } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';
import {
  daysToTell,
  noticeAfter,
  type ApiKey,
  type ApiKeyCommand,
  type ApiKeyEvent,
  type ApiKeyState,
} from './api-key';
import { statusAt } from '../credentials/key-status';
import { canFollow } from './api-key.transitions';

type Of<Type> = Extract<ApiKeyCommand, { type: Type }>;

/** A key has one successor, however often it is asked for: the secret of the first is shown once. */
function rotate({ successorId, overlapHours, at }: Of<'RotateKey'>, key: ApiKey): ApiKeyEvent[] {
  if (key.status === 'rotated') return refuse('key-already-rotated', { successorId: key.successorId ?? '' });
  refuseUnlessGood(key, at);
  return [
    { type: 'KeyRotated', successorId, expiresAt: earlierOf(key.expiresAt, addHours(at, overlapHours)), at },
  ];
}

function narrow({ scopes, at }: Of<'NarrowKey'>, key: ApiKey): ApiKeyEvent[] {
  refuseUnlessGood(key, at);
  const more = scopes.filter((scope) => !key.scopes.includes(scope));
  if (more.length > 0) return refuse('key-only-narrows', { scopes: more });
  if (scopes.length === key.scopes.length) return [];
  return [{ type: 'KeyNarrowed', scopes, at }];
}

function revoke({ at }: Of<'RevokeKey'>, key: ApiKey): ApiKeyEvent[] {
  return canFollow('KeyRevoked', key) ? [{ type: 'KeyRevoked', at }] : [];
}

/** Nothing when another instance told it, or when it is no news any more. */
function tell({ at }: Of<'TellOfExpiry'>, key: ApiKey): ApiKeyEvent[] {
  const { nextNoticeAt, expiresAt } = key;
  if (!canFollow('ExpiryAnnounced', key) || nextNoticeAt === undefined || at < nextNoticeAt) return [];
  const daysLeft = daysToTell(at, expiresAt) ?? 1;
  return [{ type: 'ExpiryAnnounced', daysLeft, nextNoticeAt: noticeAfter(at, expiresAt), at }];
}

function refuseUnlessGood(key: ApiKey, at: string): void {
  const status = statusAt(at, key);
  if (status === 'revoked' || status === 'expired') refuse('key-not-active', { status });
}

/** Throws `key-not-active`, `key-already-rotated`, `key-only-narrows`. */
export function decideApiKey(command: ApiKeyCommand, key: ApiKeyState): ApiKeyEvent[] {
  if (command.type === 'CreateKey') {
    if (key.status !== 'none') throw new Error('there is a key of that id');
    return [{ ...command, type: 'KeyCreated', nextNoticeAt: noticeAfter(command.at, command.expiresAt) }];
  }
  if (key.status === 'none') throw new Error('there is no key to change');
  switch (command.type) {
    case 'RotateKey':
      return rotate(command, key);
    case 'NarrowKey':
      return narrow(command, key);
    case 'RevokeKey':
      return revoke(command, key);
    case 'TellOfExpiry':
      return tell(command, key);
    default:
      return assertNever(command);
  }
}
