import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  expiredAt: At('Expired'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationExpiredV1 = Static<typeof schema>;

export const reservationExpiredV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-expired',
  meaning: 'No answer came in time; the reservation ended and any hold is to be released.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    expiredAt: '2026-02-20T02:15:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
