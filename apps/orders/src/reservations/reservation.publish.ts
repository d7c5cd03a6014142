import {
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
import { assertNever } from '@houtai/domain-kit';
import { publication, type Publication } from '../publication';
import type { Booking, Change, ReservationEvent, Taken, Terms } from './reservation';

/**
 * What the other services learn of an event.
 * @param after the reservation after the event
 */
export function publishReservation(event: ReservationEvent, after: Taken): Publication | undefined {
  const { reservationId } = after;
  switch (event.type) {
    case 'ReservationSubmitted':
      return publication(reservationSubmittedV1, {
        ...parties(after),
        ...terms(after),
        holdExpiresAt: event.holdExpiresAt,
        submittedAt: event.at,
      });
    case 'ReservationRejected':
      return publication(reservationRejectedV1, {
        reservationId,
        channel: after.channel,
        ...wish(after),
        reasons: event.reasons,
        rejectedAt: event.at,
      });
    case 'ReservationConfirmed':
      return publication(reservationConfirmedV1, {
        ...parties(after),
        ...terms(after),
        confirmedAt: event.at,
      });
    case 'ReservationExpired':
      return publication(reservationExpiredV1, { reservationId, expiredAt: event.at });
    case 'ReservationChangeRequested': {
      const { changeId, differenceFen } = event.change;
      return publication(reservationChangeRequestedV1, {
        reservationId,
        changeId,
        ...terms(event.change.terms),
        differenceFen,
        requestedAt: event.at,
      });
    }
    case 'ReservationChanged': {
      const { changeId, differenceFen } = changeOf(after);
      return publication(reservationChangedV1, {
        ...parties(after),
        changeId,
        ...terms(after),
        differenceFen,
        changedAt: event.at,
      });
    }
    case 'ReservationChangeRefused':
      return publication(reservationChangeRefusedV1, {
        reservationId,
        changeId: changeOf(after).changeId,
        reasons: event.reasons,
        refusedAt: event.at,
      });
    case 'ReservationReadied':
      return publication(reservationReadiedV1, {
        reservationId,
        vehicleId: event.binding.vehicleId,
        readiedAt: event.at,
      });
    case 'VehicleReleased':
      // Dispatch said so itself; telling it again would be an echo.
      return undefined;
    case 'ReservationCancelled':
      return publication(reservationCancelledV1, {
        ...parties(after),
        classCode: after.classCode,
        pickUp: after.pickUp,
        ...event.cancellation,
        cancelledAt: event.at,
      });
    case 'ReservationNoShow':
      return publication(reservationNoShowV1, {
        ...parties(after),
        classCode: after.classCode,
        pickUp: after.pickUp,
        feeFen: event.feeFen,
        noShowAt: event.at,
      });
    case 'ReservationConverted':
      return publication(reservationConvertedV1, {
        reservationId,
        agreementId: event.agreementId,
        convertedAt: event.at,
      });
    default:
      return assertNever(event);
  }
}

function parties({ reservationId, customerId, channel }: Booking) {
  return { reservationId, customerId, channel };
}

function wish({ classCode, pickUp, return: dropOff }: Terms) {
  return { classCode, pickUp, return: dropOff };
}

function terms(of: Terms) {
  return { ...wish(of), price: of.price };
}

function changeOf(after: Taken): Change {
  if (!('change' in after) || !after.change) throw new Error('the reservation has no change');
  return after.change;
}
