import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  partnerId: Id('Partner'),
  resumedAt: At('Resumed'),
});

export type PartnerResumedV1 = Static<typeof schema>;

export const partnerResumedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'partner',
  name: 'partner-resumed',
  meaning: 'A suspended partner may go on.',
  schema,
  sample: {
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    resumedAt: '2026-02-12T01:00:00.000Z',
  },
});
