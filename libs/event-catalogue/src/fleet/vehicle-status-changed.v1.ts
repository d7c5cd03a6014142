import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Choice } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  classCode: ClassCode,
  branchId: Id('Branch that answers for it'),
  lifeCycle: Choice(['ordered', 'in-fleet', 'on-sale', 'disposed'], 'Life cycle'),
  operation: Choice(
    [
      'available',
      'reserved',
      'on-rent',
      'returned',
      'cleaning',
      'in-transit',
      'out-of-service',
      'non-revenue',
    ],
    'Operation',
  ),
  reservationId: Type.Optional(Id('Reservation it serves')),
  odometerKm: Type.Integer({ minimum: 0 }),
  since: At('Holds from'),
});

export type VehicleStatusChangedV1 = Static<typeof schema>;

export const vehicleStatusChangedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-status-changed',
  meaning: 'A vehicle moved on one of its two axes: life cycle or operation.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    classCode: 'compact',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    lifeCycle: 'in-fleet',
    operation: 'on-rent',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    odometerKm: 1200,
    since: '2026-03-02T02:00:00.000Z',
  },
});
