import { assertNever } from '@houtai/domain-kit';
import { ofPartner } from '../partners/of-partner';
import { noticeOf } from '../pricing/cancellation-fee';
import type { FailedRule } from './qualification';
import type { Booking, Confirmed, Ready, Reservation, ReservationEvent } from './reservation';

/** Folds one event; an event that cannot follow on the state means the store was written past the decider. */
export function evolveReservation(state: Reservation, event: ReservationEvent): Reservation {
  switch (event.type) {
    case 'ReservationSubmitted':
      return {
        ...event.booking,
        status: 'submitted',
        holdExpiresAt: event.holdExpiresAt,
        ...(event.unsaid && { unsaid: event.unsaid }),
      };
    case 'ReservationRejected':
      return {
        ...event.booking,
        status: 'rejected',
        reasons: event.reasons,
        alternatives: event.alternatives,
        endedAt: event.at,
      };
    case 'ReservationConfirmed':
      return { ...bookingOf(taken(state)), status: 'confirmed', confirmedAt: event.at };
    case 'ReservationExpired':
      return { ...bookingOf(taken(state)), status: 'expired', endedAt: event.at };
    case 'ReservationChangeRequested':
      return { ...promised(state), change: event.change };
    case 'ReservationChanged':
      return changed(promised(state));
    case 'ReservationChangeRefused':
      return changeRefused(promised(state), event.reasons);
    case 'ReservationReadied':
      return { ...promised(state), status: 'ready', binding: event.binding, readiedAt: event.at };
    case 'VehicleReleased':
      return withoutVehicle(promised(state));
    case 'ReservationCancelled': {
      const before = taken(state);
      return {
        ...bookingOf(before),
        status: 'cancelled',
        cancellation: event.cancellation,
        endedAt: event.at,
        ...('confirmedAt' in before && { confirmedAt: before.confirmedAt }),
      };
    }
    case 'ReservationNoShow': {
      const { confirmedAt } = promised(state);
      const booking = bookingOf(taken(state));
      return { ...booking, status: 'no-show', confirmedAt, feeFen: event.feeFen, endedAt: event.at };
    }
    case 'ReservationConverted': {
      const before = promised(state);
      if (before.status !== 'ready') throw new Error('only a ready reservation converts');
      const { readiedAt: _readiedAt, ...rest } = before;
      return { ...rest, status: 'converted', agreementId: event.agreementId, endedAt: event.at };
    }
    case 'HandoverRefused':
      return handoverRefused(promised(state), event);
    case 'FeeSettled': {
      if (state.status !== 'cancelled' && state.status !== 'no-show') throw new Error('no fee was charged');
      return { ...state, feeSettledAt: event.at };
    }
    default:
      return assertNever(event);
  }
}

/** The new terms hold; dispatch binds a vehicle to them anew. */
function changed(before: Confirmed | Ready): Confirmed {
  const { change, earlierNotices = [] } = before;
  if (!change) throw new Error('no change was requested');
  const { refusedHandover: _ofTheOldPromise, ...rest } = withoutVehicle(before);
  return {
    ...rest,
    ...change.terms,
    change: { ...change, status: 'accepted' },
    earlierNotices: [...earlierNotices, noticeOf(before, change.requestedAt)],
  };
}

function handoverRefused(
  before: Confirmed | Ready,
  { vehicleId, points, at }: Extract<ReservationEvent, { type: 'HandoverRefused' }>,
): Reservation {
  const companyFailed =
    before.refusedHandover?.companyFailed === true || points.some(({ concerns }) => concerns === 'vehicle');
  return { ...before, refusedHandover: { vehicleId, points, at, companyFailed } };
}

function changeRefused(before: Confirmed | Ready, reasons: FailedRule[]): Reservation {
  if (!before.change) throw new Error('no change was requested');
  return { ...before, change: { ...before.change, status: 'refused', reasons } };
}

function withoutVehicle(before: Confirmed | Ready): Confirmed {
  const { confirmedAt, change, earlierNotices, refusedHandover } = before;
  return {
    ...bookingOf(before),
    status: 'confirmed',
    confirmedAt,
    ...(change && { change }),
    ...(earlierNotices && { earlierNotices }),
    ...(refusedHandover && { refusedHandover }),
  };
}

/** The booking alone, without what a status added to it. */
export function bookingOf(state: Booking): Booking {
  const { reservationId, number, customerId, channel, priceGroup, submittedAt } = state;
  const { classCode, pickUp, return: dropOff, price, allowedClasses, identityAtPickUp } = state;
  return {
    ...{ reservationId, number, customerId, channel, submittedAt },
    ...{ classCode, pickUp, return: dropOff, price },
    ...(allowedClasses && { allowedClasses }),
    ...(priceGroup !== undefined && { priceGroup }),
    ...(identityAtPickUp && { identityAtPickUp }),
    ...ofPartner(state),
  };
}

function taken(state: Reservation): Exclude<Reservation, { status: 'none' }> {
  if (state.status === 'none') throw new Error('the reservation was never taken');
  return state;
}

function promised(state: Reservation): Confirmed | Ready {
  if (state.status !== 'confirmed' && state.status !== 'ready') {
    throw new Error(`a ${state.status} reservation promises nothing`);
  }
  return state;
}
