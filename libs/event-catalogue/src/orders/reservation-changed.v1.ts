import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, FenAmount, ClassCode, Stop, AllowedClasses } from '../fields';
import { Price, Channel, samplePrice } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  changeId: Id('Change'),
  customerId: Id('Customer'),
  channel: Channel,
  classCode: ClassCode,
  allowedClasses: AllowedClasses,
  pickUp: Stop('Pick-up'),
  return: Stop('Return'),
  price: Price,
  differenceFen: FenAmount('New total less old total', {}),
  changedAt: At('Changed'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationChangedV1 = Static<typeof schema>;

export const reservationChangedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-changed',
  meaning: 'A change was accepted: the reservation now reads like this.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    changeId: '0196f3a0-0000-7000-8000-000000000008',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    channel: 'partner',
    classCode: 'compact',
    allowedClasses: ['economy', 'compact'],
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    return: { branchId: '0196f3a0-0000-7000-8000-000000000005', at: '2026-03-03T02:00:00.000Z' },
    price: samplePrice,
    differenceFen: 0,
    changedAt: '2026-02-21T02:00:01.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
