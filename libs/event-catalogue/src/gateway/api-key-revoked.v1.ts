import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  keyId: Id('Key'),
  partnerId: Id('Partner'),
  revokedAt: At('Revoked, in system time'),
});

export type ApiKeyRevokedV1 = Static<typeof schema>;

export const apiKeyRevokedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'api-key',
  name: 'api-key-revoked',
  meaning: 'A key of a partner is good no more.',
  schema,
  sample: {
    keyId: '0196f3a0-0000-7000-8000-000000000052',
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    revokedAt: '2026-06-01T02:00:00.000Z',
  },
});
