import { addHours, type Instant } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import { cancellationFee, noShowFee, noticeOf, type Notice } from '../pricing/cancellation-fee';
import type { Ended, ReservationCommand, ReservationEvent, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;
export type Alive = Exclude<Taken, Ended>;

/**
 * Withdrawal: of a wish without a fee, of a promise by the notice given; free when the company withdraws or has no
 * vehicle. It costs no less than it would have cost in place of a change: moving a pick-up away first gains nothing.
 */
export function cancel(command: Of<'CancelReservation'>, taken: Taken): ReservationEvent[] {
  const { reason, note, tiers, vehicleInOrder, at } = command;
  const state = alive(taken);
  const free =
    reason === 'company' || state.status === 'submitted' || companyHadNone(state, vehicleInOrder, at);
  const now = noticeOf(state, at);
  const feeFen = free ? 0 : cancellationFee([...earlierNotices(state), now], tiers);
  const cancellation = { reason, ...(note && { note }), feeFen, noticeHours: now.noticeHours };
  return [{ type: 'ReservationCancelled', cancellation, at }];
}

function earlierNotices(state: Alive): readonly Notice[] {
  return ('earlierNotices' in state && state.earlierNotices) || [];
}

/** Nobody came; only after the grace time, until then the vehicle waits. */
export function declareNoShow(command: Of<'DeclareNoShow'>, taken: Taken): ReservationEvent[] {
  const { tiers, graceHours, byClock, vehicleInOrder, at } = command;
  if (byClock && !isWaiting(taken, graceHours, at)) return [];
  const state = alive(taken);
  if (!canFollow('ReservationNoShow', state)) {
    return refuse('reservation-not-confirmed', { status: state.status });
  }
  const graceEndsAt = addHours(state.pickUp.at, graceHours);
  if (at < graceEndsAt) {
    return refuse('grace-not-over', { graceEndsAt });
  }
  const feeFen = companyHadNone(state, vehicleInOrder, at) ? 0 : noShowFee(state.price, tiers);
  return [{ type: 'ReservationNoShow', feeFen, at }];
}

/** A handover, a cancellation or a change of the pick-up may have come before the timer. */
function isWaiting(state: Taken, graceHours: number, at: Instant): boolean {
  return canFollow('ReservationNoShow', state) && at >= addHours(state.pickUp.at, graceHours);
}

/** Finance has nothing to claim any more. What ended without a fee, or in an agreement, has none to settle. */
export function settleFee({ at }: Of<'SettleFee'>, state: Taken): ReservationEvent[] {
  if (!canFollow('FeeSettled', state) || state.feeSettledAt) return [];
  return [{ type: 'FeeSettled', at }];
}

/**
 * From the pick-up on: no vehicle is bound, or it is not in order, or the customer came once and it was not. Whoever
 * leaves then, or does not come (again), owes nothing.
 */
function companyHadNone(state: Alive, vehicleInOrder: boolean, at: Instant): boolean {
  if (at < state.pickUp.at || state.status === 'submitted') return false;
  return state.status !== 'ready' || !vehicleInOrder || state.refusedHandover?.companyFailed === true;
}

export function alive(state: Taken): Alive {
  if (!canFollow('ReservationCancelled', state)) return refuse('reservation-over', { status: state.status });
  return state;
}
