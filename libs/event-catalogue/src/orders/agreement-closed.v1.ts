import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  vehicleId: Id('Vehicle'),
  branchId: Type.Optional(Id('Branch of the pick-up; absent in events of before it was told')),
  closedAt: At('Closed'),
  ...OfPartner,
});

export type AgreementClosedV1 = Static<typeof schema>;

export const agreementClosedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'agreement-closed',
  meaning: 'A rental is complete; the violation deposit is released.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    closedAt: '2026-03-18T03:10:00.000Z',
    ...sampleOfPartner,
  },
});
