import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode } from '../fields';
import { About } from '../subject';

const schema = Type.Object({
  allocationId: Id('Allocation'),
  ...About,
  vehicleId: Id('Vehicle'),
  classCode: ClassCode,
  from: At('From'),
  to: At('Until, exclusive, turnaround included'),
  allocatedAt: At('Allocated'),
});

export type VehicleAllocatedV1 = Static<typeof schema>;

export const vehicleAllocatedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'allocation',
  name: 'vehicle-allocated',
  meaning:
    'A vehicle is bound for an interval: to a reservation, turnaround included, or to an absence or transfer.',
  schema,
  sample: {
    allocationId: '0196f3a0-0000-7000-8000-000000000007',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    classCode: 'compact',
    from: '2026-03-02T02:00:00.000Z',
    to: '2026-03-03T03:00:00.000Z',
    allocatedAt: '2026-03-01T02:00:00.000Z',
  },
});
