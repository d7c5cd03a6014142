import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';
import { About } from '../subject';

const schema = Type.Object({
  allocationId: Id('Allocation'),
  ...About,
  vehicleId: Id('Vehicle'),
  reason: Choice(['cancelled', 'no-show', 'changed', 'swapped', 'completed'], 'Why'),
  releasedAt: At('Released'),
});

export type AllocationReleasedV1 = Static<typeof schema>;

export const allocationReleasedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'allocation',
  name: 'allocation-released',
  meaning: 'A vehicle is no longer bound to a reservation, or to what the company itself does with it.',
  schema,
  sample: {
    allocationId: '0196f3a0-0000-7000-8000-000000000007',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    reason: 'completed',
    releasedAt: '2026-03-03T03:10:00.000Z',
  },
});
