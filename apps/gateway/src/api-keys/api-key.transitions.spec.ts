import { addDays, transitionsOf } from '@houtai/domain-kit';
import { inOrder, walkedTransitions } from '@houtai/testing';
import type { ApiKeyCommand, ApiKeyState } from './api-key';
import { apiKey } from './api-key.aggregate';
import { API_KEY_TRANSITIONS } from './api-key.transitions';

const at = '2026-11-01T00:00:00.000Z';
const expiresAt = addDays(at, 365);
const commands: ApiKeyCommand[] = [
  {
    type: 'CreateKey',
    keyId: 'k',
    partnerId: 'p',
    name: 'engine',
    secretHash: 'hash',
    scopes: ['branches:read', 'availability:read'],
    networks: [],
    expiresAt,
    createdBy: 'somebody',
    at,
  },
  { type: 'RotateKey', successorId: 'k2', overlapHours: 168, at },
  { type: 'NarrowKey', scopes: ['branches:read'], at },
  { type: 'RevokeKey', at },
  { type: 'TellOfExpiry', at: addDays(expiresAt, -30) },
];

/** A key is made once, before anything else. */
const walked = {
  ...apiKey,
  decide: (command: ApiKeyCommand, state: ApiKeyState) =>
    (state.status === 'none') === (command.type === 'CreateKey') ? apiKey.decide(command, state) : [],
};

describe('the statuses of a key', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(walked, commands)).toEqual(inOrder(transitionsOf(API_KEY_TRANSITIONS)));
  });
});
