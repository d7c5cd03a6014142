import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Choice } from '../fields';
import { Papers, samplePapers } from './papers';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  vin: Type.String(),
  plate: Type.String(),
  classCode: ClassCode,
  branchId: Id('Branch where it stands'),
  odometerKm: Type.Integer({ minimum: 0 }),
  energy: Choice(['petrol', 'hybrid', 'electric'], 'Energy'),
  papers: Papers,
  registeredAt: At('Joined the fleet'),
});

export type VehicleRegisteredV1 = Static<typeof schema>;

export const vehicleRegisteredV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-registered',
  meaning: 'A vehicle joined the fleet at its home branch, with its papers.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    vin: 'LSVAA4182E2123456',
    plate: '沪A12345',
    classCode: 'compact',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    odometerKm: 12,
    energy: 'petrol',
    papers: samplePapers,
    registeredAt: '2026-01-01T00:00:00.000Z',
  },
});
