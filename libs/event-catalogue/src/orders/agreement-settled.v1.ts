import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, FenAmount, Currency, ClassCode } from '../fields';
import { ChargeLine, Channel, samplePrice } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  vehicleId: Id('Vehicle'),
  branchId: Id('Branch that earned it'),
  classCode: ClassCode,
  channel: Channel,
  currency: Currency,
  charges: Type.Array(ChargeLine),
  totalFen: FenAmount('Sum of the charges'),
  captureFen: FenAmount('Captured from the rental deposit'),
  openedAt: At('Handed over'),
  returnedAt: At('Returned'),
  settledAt: At('Settled'),
  ...OfPartner,
});

export type AgreementSettledV1 = Static<typeof schema>;

export const agreementSettledV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'agreement-settled',
  meaning:
    'The charges of a rental are final; the rental deposit is captured up to them and the rest released.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    classCode: 'compact',
    channel: 'partner',
    currency: 'CNY',
    charges: samplePrice.lines,
    totalFen: samplePrice.totalFen,
    captureFen: samplePrice.totalFen,
    openedAt: '2026-03-02T02:05:00.000Z',
    returnedAt: '2026-03-03T03:10:00.000Z',
    settledAt: '2026-03-03T03:30:00.000Z',
    ...sampleOfPartner,
  },
});
