import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Reservation, ReservationEvent } from './reservation';

/** Which event can follow on which status, and where it leads. A change is asked for and answered within a promise. */
export const RESERVATION_TRANSITIONS = {
  none: { ReservationSubmitted: 'submitted', ReservationRejected: 'rejected' },
  submitted: {
    ReservationConfirmed: 'confirmed',
    ReservationRejected: 'rejected',
    ReservationExpired: 'expired',
    ReservationCancelled: 'cancelled',
  },
  confirmed: {
    ReservationChangeRequested: 'confirmed',
    ReservationChanged: 'confirmed',
    ReservationChangeRefused: 'confirmed',
    ReservationReadied: 'ready',
    ReservationCancelled: 'cancelled',
    ReservationNoShow: 'no-show',
  },
  ready: {
    ReservationChangeRequested: 'ready',
    ReservationChanged: 'confirmed',
    ReservationChangeRefused: 'ready',
    ReservationReadied: 'ready',
    VehicleReleased: 'confirmed',
    ReservationCancelled: 'cancelled',
    ReservationNoShow: 'no-show',
    ReservationConverted: 'converted',
    HandoverRefused: 'ready',
  },
  converted: {},
  rejected: {},
  expired: {},
  cancelled: { FeeSettled: 'cancelled' },
  'no-show': { FeeSettled: 'no-show' },
} as const satisfies TransitionTable<Reservation['status'], ReservationEvent['type']>;

export const canFollow = followsIn(RESERVATION_TRANSITIONS);
