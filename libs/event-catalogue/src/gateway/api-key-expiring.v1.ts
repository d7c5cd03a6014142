import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  keyId: Id('Key'),
  partnerId: Id('Partner'),
  daysLeft: Type.Integer({ minimum: 1, description: '30, 7 or 1' }),
  expiresAt: At('Good until then, in system time'),
});

export type ApiKeyExpiringV1 = Static<typeof schema>;

export const apiKeyExpiringV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'api-key',
  name: 'api-key-expiring',
  meaning: 'A key of a partner ends in 30, 7 or 1 days and has no successor.',
  schema,
  sample: {
    keyId: '0196f3a0-0000-7000-8000-000000000052',
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    daysLeft: 30,
    expiresAt: '2027-02-01T02:00:00.000Z',
  },
});
