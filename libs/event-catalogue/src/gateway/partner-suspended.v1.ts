import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  partnerId: Id('Partner'),
  suspendedAt: At('Suspended'),
});

export type PartnerSuspendedV1 = Static<typeof schema>;

export const partnerSuspendedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'partner',
  name: 'partner-suspended',
  meaning:
    'A partner may do nothing until it is resumed: its people and keys are refused; what it booked stands.',
  schema,
  sample: {
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    suspendedAt: '2026-02-11T01:00:00.000Z',
  },
});
