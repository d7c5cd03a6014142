import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Choice } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  vin: Type.String(),
  plate: Type.String(),
  classCode: ClassCode,
  branchId: Id('Branch where it stands'),
  odometerKm: Type.Integer({ minimum: 0 }),
  energy: Choice(['petrol', 'hybrid', 'electric'], 'Energy'),
  papers: Type.Array(
    Type.Object({
      kind: Choice(
        [
          'registration',
          'compulsory-insurance',
          'commercial-insurance',
          'annual-inspection',
          'rental-filing',
        ],
        'Which paper',
      ),
      number: Type.String(),
      validFrom: At('Valid from'),
      validTo: At('Valid until, exclusive'),
    }),
    { description: 'Papers; a vehicle is rented only while all of them are valid' },
  ),
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
    papers: [
      {
        kind: 'compulsory-insurance',
        number: 'JQX-2026-1',
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
      },
    ],
    registeredAt: '2026-01-01T00:00:00.000Z',
  },
});
