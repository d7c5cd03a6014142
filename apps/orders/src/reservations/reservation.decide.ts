import { assertNever, type Decider } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import { answerCapacity } from './capacity-answer';
import { convert } from './reservation-handover';
import { cancel, declareNoShow, settleFee } from './reservation-end';
import { expireChange, requestChange } from './reservation-change';
import { bookingOf, evolveReservation } from './reservation.evolve';
import type { Reservation, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { canFollow } from './reservation.transitions';
import { bindVehicle, releaseVehicle } from './vehicle-binding';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;

/**
 * A wish that breaks a rule is taken, too, and rejected with every rule named: at once, or when dispatch has answered,
 * so that the answer to a partner is the same for everybody.
 */
function submit(command: Of<'SubmitReservation'>, state: Reservation): ReservationEvent[] {
  if (!canFollow('ReservationSubmitted', state)) {
    return refuse('reservation-already-taken', { status: state.status });
  }
  const { reservationId, number, customerId, channel, ofPartner, terms } = command;
  const { priceGroup, identityAtPickUp, failedRules, saidLater, holdExpiresAt, at } = command;
  const booking = {
    ...{ reservationId, number, customerId, channel, submittedAt: at },
    ...ofPartner,
    ...(priceGroup !== undefined && { priceGroup }),
    ...(identityAtPickUp && { identityAtPickUp }),
    ...terms,
  };
  if (failedRules.length === 0) return [{ type: 'ReservationSubmitted', booking, holdExpiresAt, at }];
  return saidLater
    ? [{ type: 'ReservationSubmitted', booking, holdExpiresAt, unsaid: failedRules, at }]
    : [{ type: 'ReservationRejected', booking, reasons: failedRules, alternatives: [], at }];
}

/** A person's refusal, while the answer of dispatch is still awaited. */
function reject({ reason, at }: Of<'RejectReservation'>, state: Taken): ReservationEvent[] {
  if (!canFollow('ReservationRejected', state)) {
    return refuse('reservation-not-submitted', { status: state.status });
  }
  const reasons = [...(state.unsaid ?? []), { rule: 'review', message: reason }];
  return [{ type: 'ReservationRejected', booking: bookingOf(state), reasons, alternatives: [], at }];
}

/** The timer of the saga; it does nothing when the answer was faster. */
function expire({ at }: Of<'ExpireReservation'>, state: Taken): ReservationEvent[] {
  return canFollow('ReservationExpired', state) && at >= state.holdExpiresAt
    ? [{ type: 'ReservationExpired', at }]
    : [];
}

export function decideReservation(command: ReservationCommand, state: Reservation): ReservationEvent[] {
  if (command.type === 'SubmitReservation') return submit(command, state);
  if (state.status === 'none') {
    return refuse('reservation-not-confirmed', { status: 'none' });
  }
  switch (command.type) {
    case 'RejectReservation':
      return reject(command, state);
    case 'AcceptCapacity':
    case 'RefuseCapacity':
      return answerCapacity(command, state);
    case 'ExpireReservation':
      return expire(command, state);
    case 'RequestChange':
      return requestChange(command, state);
    case 'ExpireChange':
      return expireChange(command, state);
    case 'BindVehicle':
      return bindVehicle(command, state);
    case 'ReleaseVehicle':
      return releaseVehicle(command, state);
    case 'CancelReservation':
      return cancel(command, state);
    case 'DeclareNoShow':
      return declareNoShow(command, state);
    case 'ConvertReservation':
      return convert(command, state);
    case 'SettleFee':
      return settleFee(command, state);
    default:
      return assertNever(command);
  }
}

export const reservationDecider: Decider<ReservationCommand, Reservation, ReservationEvent> = {
  initialState: () => ({ status: 'none' }),
  decide: decideReservation,
  evolve: evolveReservation,
};
