import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Stop } from '../fields';
import { ReasonFields } from '../reason';
import { About, Answers, Subject } from '../subject';

const schema = Type.Object({
  ...About,
  ...Answers,
  reasons: Type.Array(
    Type.Object({
      ...ReasonFields,
      inTheWay: Type.Optional(Subject),
    }),
    { minItems: 1 },
  ),
  alternatives: Type.Array(
    Type.Object({
      classCode: ClassCode,
      pickUp: Stop('Pick-up'),
      return: Stop('Return'),
      vehicleId: Type.Optional(Id('Vehicle, where one was asked for and no class')),
    }),
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
