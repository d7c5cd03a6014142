import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  keyId: Id('Key'),
  partnerId: Id('Partner'),
  scopes: Type.Array(Type.String(), { description: 'What it may do, as permissions' }),
  createdAt: At('Created, in system time'),
  expiresAt: At('Good until then, in system time'),
});

export type ApiKeyCreatedV1 = Static<typeof schema>;

export const apiKeyCreatedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'api-key',
  name: 'api-key-created',
  meaning: 'A partner has another key for its systems. Carries nothing of the secret.',
  schema,
  sample: {
    keyId: '0196f3a0-0000-7000-8000-000000000052',
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    scopes: ['branches:read', 'vehicle-classes:read'],
    createdAt: '2026-02-01T02:00:00.000Z',
    expiresAt: '2027-02-01T02:00:00.000Z',
  },
});
