import { refuse } from '../orders.errors';
import { NO_ANSWER_IN_TIME } from './capacity-answer';
import type { ReservationCommand, ReservationEvent, Taken, Terms } from './reservation';
import { canFollow } from './reservation.transitions';

type Of<Type> = Extract<ReservationCommand, { type: Type }>;

/** Asks for other terms; what was promised stays promised until dispatch holds the new capacity. */
export function requestChange(command: Of<'RequestChange'>, state: Taken): ReservationEvent[] {
  const { changeId, terms, failedRules, expiresAt, at } = command;
  if (!canFollow('ReservationChangeRequested', state)) {
    return refuse('reservation-not-confirmed', { status: state.status });
  }
  if (state.change?.status === 'pending') {
    return refuse('change-pending', { changeId: state.change.changeId });
  }
  if (at > state.pickUp.at) {
    return refuse('pick-up-passed', { pickUpAt: state.pickUp.at });
  }
  if (sameWish(terms, state)) return refuse('change-without-effect');
  if (failedRules.length > 0) {
    return refuse('driver-not-qualified', {
      reasons: failedRules,
    });
  }
  const differenceFen = terms.price.totalFen - state.price.totalFen;
  const change = { changeId, status: 'pending', terms, differenceFen, requestedAt: at, expiresAt } as const;
  return [{ type: 'ReservationChangeRequested', change, at }];
}

/** The timer of a change; it does nothing when the answer was faster. */
export function expireChange({ at }: Of<'ExpireChange'>, state: Taken): ReservationEvent[] {
  if (!canFollow('ReservationChangeRefused', state)) return [];
  if (state.change?.status !== 'pending' || at < state.change.expiresAt) return [];
  return [{ type: 'ReservationChangeRefused', reasons: [NO_ANSWER_IN_TIME], at }];
}

function sameWish(a: Terms, b: Terms): boolean {
  return (
    a.classCode === b.classCode &&
    a.pickUp.branchId === b.pickUp.branchId &&
    a.pickUp.at === b.pickUp.at &&
    a.return.branchId === b.return.branchId &&
    a.return.at === b.return.at
  );
}
