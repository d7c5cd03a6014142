import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  vehicleId: Id('Vehicle'),
  readiedAt: At('Ready'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationReadiedV1 = Static<typeof schema>;

export const reservationReadiedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-readied',
  meaning: 'A vehicle is bound to the reservation; it can be handed over.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    readiedAt: '2026-03-01T02:00:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
