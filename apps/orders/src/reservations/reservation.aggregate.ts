import type { Aggregate } from '@houtai/domain-kit';
import type { Reservation, ReservationCommand, ReservationEvent } from './reservation';
import { reservationDecider } from './reservation.decide';
import { publishReservation } from './reservation.publish';

export const reservation: Aggregate<ReservationCommand, Reservation, ReservationEvent> = {
  name: 'reservation',
  ...reservationDecider,
  publish: publishReservation,
};
