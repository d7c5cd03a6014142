import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
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
  renewedAt: At('Recorded'),
});

export type VehiclePapersRenewedV1 = Static<typeof schema>;

export const vehiclePapersRenewedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-papers-renewed',
  meaning: 'The papers of a vehicle changed; this is the full list now in force.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    papers: [
      {
        kind: 'compulsory-insurance',
        number: 'JQX-2026-1',
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
      },
    ],
    renewedAt: '2026-02-01T00:00:00.000Z',
  },
});
