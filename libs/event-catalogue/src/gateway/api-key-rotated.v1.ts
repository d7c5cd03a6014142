import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  keyId: Id('Key'),
  partnerId: Id('Partner'),
  successorId: Id('Key that takes its place; both are good until then'),
  rotatedAt: At('Rotated, in system time'),
  expiresAt: At('The old one is good until then, in system time'),
});

export type ApiKeyRotatedV1 = Static<typeof schema>;

export const apiKeyRotatedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'api-key',
  name: 'api-key-rotated',
  meaning: 'A key of a partner has a successor and ends soon.',
  schema,
  sample: {
    keyId: '0196f3a0-0000-7000-8000-000000000052',
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    successorId: '0196f3a0-0000-7000-8000-000000000053',
    rotatedAt: '2026-12-01T02:00:00.000Z',
    expiresAt: '2026-12-08T02:00:00.000Z',
  },
});
