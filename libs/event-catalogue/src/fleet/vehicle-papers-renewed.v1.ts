import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { Papers, samplePapers } from './papers';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  papers: Papers,
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
    papers: samplePapers,
    renewedAt: '2026-02-01T00:00:00.000Z',
  },
});
