import {
  fact,
  handoverRefusedV1,
  reservationCancelledV1,
  reservationChangeRefusedV1,
  reservationChangeRequestedV1,
  reservationChangedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationReadiedV1,
  reservationRejectedV1,
  reservationSubmittedV1,
} from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import { ofPartner } from '../partners/of-partner';
import type { Booking, Cancellation, Change, ReservationEvent, Taken, Terms } from './reservation';

/**
 * What the other services learn of an event.
 * @param after the reservation after the event
 */
export function publishReservation(event: ReservationEvent, after: Taken): Fact | undefined {
  const which = whichOne(after);
  switch (event.type) {
    case 'ReservationSubmitted':
      return fact(reservationSubmittedV1, {
        ...parties(after),
        ...terms(after),
        holdExpiresAt: event.holdExpiresAt,
        submittedAt: event.at,
      });
    case 'ReservationRejected':
      return fact(reservationRejectedV1, {
        ...which,
        channel: after.channel,
        ...wish(after),
        reasons: event.reasons,
        rejectedAt: event.at,
      });
    case 'ReservationConfirmed':
      return fact(reservationConfirmedV1, {
        ...parties(after),
        ...terms(after),
        confirmedAt: event.at,
      });
    case 'ReservationExpired':
      return fact(reservationExpiredV1, { ...which, expiredAt: event.at });
    case 'ReservationChangeRequested': {
      const { changeId, differenceFen } = event.change;
      return fact(reservationChangeRequestedV1, {
        ...which,
        changeId,
        ...terms(event.change.terms),
        differenceFen,
        requestedAt: event.at,
      });
    }
    case 'ReservationChanged': {
      const { changeId, differenceFen } = changeOf(after);
      return fact(reservationChangedV1, {
        ...parties(after),
        changeId,
        ...terms(after),
        differenceFen,
        changedAt: event.at,
      });
    }
    case 'ReservationChangeRefused':
      return fact(reservationChangeRefusedV1, {
        ...which,
        changeId: changeOf(after).changeId,
        reasons: event.reasons,
        refusedAt: event.at,
      });
    case 'ReservationReadied':
      return fact(reservationReadiedV1, {
        ...which,
        vehicleId: event.binding.vehicleId,
        readiedAt: event.at,
      });
    case 'HandoverRefused': {
      const { vehicleId, points, at: refusedAt } = event;
      return fact(handoverRefusedV1, { ...which, vehicleId, points, refusedAt });
    }
    case 'VehicleReleased':
    case 'FeeSettled':
      // Dispatch and finance said so themselves; telling it again would be an echo.
      return undefined;
    case 'ReservationCancelled':
      return fact(reservationCancelledV1, {
        ...parties(after),
        classCode: after.classCode,
        pickUp: after.pickUp,
        ...withoutNote(event.cancellation),
        cancelledAt: event.at,
      });
    case 'ReservationNoShow':
      return fact(reservationNoShowV1, {
        ...parties(after),
        classCode: after.classCode,
        pickUp: after.pickUp,
        feeFen: event.feeFen,
        noShowAt: event.at,
      });
    case 'ReservationConverted':
      return fact(reservationConvertedV1, {
        ...which,
        agreementId: event.agreementId,
        convertedAt: event.at,
      });
    default:
      return assertNever(event);
  }
}

function parties(booking: Booking) {
  const { customerId, channel } = booking;
  return { ...whichOne(booking), customerId, channel };
}

function whichOne(booking: Booking) {
  const { reservationId, number } = booking;
  return { reservationId, number, ...ofPartner(booking) };
}

function wish({ classCode, pickUp, return: dropOff }: Terms) {
  return { classCode, pickUp, return: dropOff };
}

function terms(of: Terms) {
  const { allowedClasses, price } = of;
  return { ...wish(of), ...(allowedClasses && { allowedClasses }), price };
}

/** What somebody wrote may name people: it stays in orders. */
function withoutNote({ reason, feeFen, noticeHours }: Cancellation) {
  return { reason, feeFen, noticeHours };
}

function changeOf(after: Taken): Change {
  if (!('change' in after) || !after.change) throw new Error('the reservation has no change');
  return after.change;
}
