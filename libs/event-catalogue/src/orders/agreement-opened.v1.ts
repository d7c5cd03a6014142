import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Stop } from '../fields';
import { Price, Channel, samplePrice } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  vehicleId: Id('Vehicle'),
  classCode: ClassCode,
  channel: Channel,
  pickUp: Stop('Handed over'),
  return: Stop('Due'),
  odometerKm: Type.Integer({ minimum: 0 }),
  fuelPercent: Type.Integer({ minimum: 0, maximum: 100 }),
  price: Price,
  rentalDepositReference: Type.String({ description: 'Authorisation of the rental deposit' }),
  violationDepositReference: Type.String({ description: 'Authorisation of the violation deposit' }),
  openedAt: At('Handed over'),
  ...OfPartner,
});

export type AgreementOpenedV1 = Static<typeof schema>;

export const agreementOpenedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'agreement-opened',
  meaning: 'A vehicle was handed over: the rental agreement is in force.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    classCode: 'compact',
    channel: 'partner',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    return: { branchId: '0196f3a0-0000-7000-8000-000000000005', at: '2026-03-03T02:00:00.000Z' },
    odometerKm: 1200,
    fuelPercent: 100,
    price: samplePrice,
    rentalDepositReference: 'POS-1',
    violationDepositReference: 'POS-2',
    openedAt: '2026-03-02T02:05:00.000Z',
    ...sampleOfPartner,
  },
});
