import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  agreementId: Id('Agreement'),
  convertedAt: At('Converted'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationConvertedV1 = Static<typeof schema>;

export const reservationConvertedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-converted',
  meaning: 'The vehicle was handed over; from here the rental agreement tells the story.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    convertedAt: '2026-03-02T02:05:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
