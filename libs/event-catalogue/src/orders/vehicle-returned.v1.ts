import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  vehicleId: Id('Vehicle'),
  branchId: Id('Branch of return'),
  dueAt: At('Due'),
  returnedAt: At('Returned'),
  lateMinutes: Type.Integer({ minimum: 0 }),
  odometerKm: Type.Integer({ minimum: 0 }),
  fuelPercent: Type.Integer({ minimum: 0, maximum: 100 }),
  ...OfPartner,
});

export type VehicleReturnedV1 = Static<typeof schema>;

export const vehicleReturnedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'vehicle-returned',
  meaning: 'A vehicle came back and was inspected.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    branchId: '0196f3a0-0000-7000-8000-000000000005',
    dueAt: '2026-03-03T02:00:00.000Z',
    returnedAt: '2026-03-03T03:10:00.000Z',
    lateMinutes: 70,
    odometerKm: 1423,
    fuelPercent: 80,
    ...sampleOfPartner,
  },
});
