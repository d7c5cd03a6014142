import { Static, Type } from '@sinclair/typebox';
import { At, Choice } from '../fields';

/** The papers of a vehicle. */
export const Papers = Type.Array(
  Type.Object({
    kind: Choice(
      ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection', 'rental-filing'],
      'Which paper',
    ),
    number: Type.String(),
    validFrom: At('Valid from'),
    validTo: At('Valid until, exclusive'),
  }),
  { description: 'Papers; a vehicle is rented only while all of them are valid' },
);

/** For the golden samples. */
export const samplePapers: Static<typeof Papers> = [
  {
    kind: 'compulsory-insurance',
    number: 'JQX-2026-1',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2027-01-01T00:00:00.000Z',
  },
];
