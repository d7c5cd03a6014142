import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  fromBranchId: Id('Branch that answered for it'),
  toBranchId: Id('Branch where it stands now'),
  odometerKm: Type.Integer({ minimum: 0, description: 'On arrival' }),
  movedAt: At('Arrived'),
});

export type VehicleMovedV1 = Static<typeof schema>;

export const vehicleMovedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-moved',
  meaning: 'A vehicle was taken from one branch to another by the company itself, not by a customer.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    fromBranchId: '0196f3a0-0000-7000-8000-000000000004',
    toBranchId: '0196f3a0-0000-7000-8000-000000000005',
    odometerKm: 1460,
    movedAt: '2026-03-04T06:00:00.000Z',
  },
});
