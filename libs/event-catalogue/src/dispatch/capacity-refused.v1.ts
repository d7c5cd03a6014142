import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Stop } from '../fields';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  changeId: Type.Optional(Id('Change it answers')),
  reasons: Type.Array(Type.Object({ rule: Type.String(), message: Type.String() }), { minItems: 1 }),
  alternatives: Type.Array(
    Type.Object({ classCode: ClassCode, pickUp: Stop('Pick-up'), return: Stop('Return') }),
  ),
  refusedAt: At('Refused'),
});

export type CapacityRefusedV1 = Static<typeof schema>;

export const capacityRefusedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'capacity-hold',
  name: 'capacity-refused',
  meaning: 'There is no capacity; nearby alternatives are named where there are any.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    reasons: [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }],
    alternatives: [],
    refusedAt: '2026-02-20T02:00:00.500Z',
  },
});
