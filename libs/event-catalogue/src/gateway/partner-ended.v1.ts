import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  partnerId: Id('Partner'),
  endedAt: At('Ended'),
});

export type PartnerEndedV1 = Static<typeof schema>;

export const partnerEndedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'partner',
  name: 'partner-ended',
  meaning: 'The contract with a partner is over for good; what it booked stands.',
  schema,
  sample: {
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    endedAt: '2026-02-13T01:00:00.000Z',
  },
});
