import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  returnedAt: At('Fit from'),
});

export type VehicleReturnedToServiceV1 = Static<typeof schema>;

export const vehicleReturnedToServiceV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-returned-to-service',
  meaning: 'A grounded vehicle is fit again.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    returnedAt: '2026-02-03T00:00:00.000Z',
  },
});
