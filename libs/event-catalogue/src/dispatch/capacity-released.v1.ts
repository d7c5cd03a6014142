import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice } from '../fields';
import { About } from '../subject';

const schema = Type.Object({
  ...About,
  reason: Choice(['rejected', 'expired', 'cancelled', 'no-show', 'changed', 'completed'], 'Why'),
  releasedAt: At('Released'),
});

export type CapacityReleasedV1 = Static<typeof schema>;

export const capacityReleasedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'capacity-hold',
  name: 'capacity-released',
  meaning: 'Capacity set aside is free for others again.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    reason: 'cancelled',
    releasedAt: '2026-03-01T14:00:01.000Z',
  },
});
