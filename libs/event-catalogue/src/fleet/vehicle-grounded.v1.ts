import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  reason: Choice(['maintenance', 'accident', 'breakdown', 'papers-expired', 'recall', 'other'], 'Why'),
  note: Type.Optional(Type.String()),
  groundedAt: At('From'),
  expectedBackAt: Type.Optional(At('Expected back')),
});

export type VehicleGroundedV1 = Static<typeof schema>;

export const vehicleGroundedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-grounded',
  meaning: 'A vehicle is out of service and may not be rented from this moment.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    reason: 'maintenance',
    groundedAt: '2026-02-01T00:00:00.000Z',
    expectedBackAt: '2026-02-03T00:00:00.000Z',
  },
});
