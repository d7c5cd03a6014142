import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, ClassCode, Id } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  classCode: ClassCode,
  branchId: Id('Branch that answered for it'),
  disposedAt: At('Sold'),
});

export type VehicleDisposedV1 = Static<typeof schema>;

export const vehicleDisposedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-disposed',
  meaning: 'A vehicle that was on sale is sold: it belongs to the company no longer.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    classCode: 'compact',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    disposedAt: '2026-03-20T01:00:00.000Z',
  },
});
