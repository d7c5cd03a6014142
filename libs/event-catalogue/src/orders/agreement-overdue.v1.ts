import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  vehicleId: Id('Vehicle'),
  dueAt: At('Due'),
  overdueAt: At('Declared'),
  ...OfPartner,
});

export type AgreementOverdueV1 = Static<typeof schema>;

export const agreementOverdueV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'agreement-overdue',
  meaning: 'A vehicle is not back although its time and the grace have passed.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    dueAt: '2026-03-03T02:00:00.000Z',
    overdueAt: '2026-03-03T02:30:00.000Z',
    ...sampleOfPartner,
  },
});
