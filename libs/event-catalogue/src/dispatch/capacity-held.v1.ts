import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Stop } from '../fields';
import { About, Answers } from '../subject';

const schema = Type.Object({
  ...About,
  ...Answers,
  classCode: ClassCode,
  pickUp: Stop('Pick-up'),
  return: Stop('Return'),
  vehicleId: Type.Optional(Id('Vehicle, where one was asked for and no class')),
  heldAt: At('Held'),
});

export type CapacityHeldV1 = Static<typeof schema>;

export const capacityHeldV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'capacity-hold',
  name: 'capacity-held',
  meaning:
    'Capacity is set aside: of a class for a reservation or the change of one, of a vehicle for an absence.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    classCode: 'compact',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    return: { branchId: '0196f3a0-0000-7000-8000-000000000005', at: '2026-03-03T02:00:00.000Z' },
    heldAt: '2026-02-20T02:00:00.500Z',
  },
});
