import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, ClassCode, Id } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  classCode: ClassCode,
  branchId: Id('Branch that answers for it'),
  withdrawnAt: At('No longer rented from'),
});

export type VehicleWithdrawnV1 = Static<typeof schema>;

export const vehicleWithdrawnV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-withdrawn',
  meaning: 'A vehicle left the rental fleet for good and is on sale: from this moment nobody rents it.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    classCode: 'compact',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    withdrawnAt: '2026-03-05T01:00:00.000Z',
  },
});
