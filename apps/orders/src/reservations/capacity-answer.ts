import { bookingOf } from './reservation.evolve';
import type { Change, ReservationCommand, ReservationEvent, Submitted, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type Answer = Extract<ReservationCommand, { type: 'AcceptCapacity' | 'RefuseCapacity' }>;

/**
 * The saga of a promise, as a recipe. Every step is one transaction here or in dispatch; events carry it on.
 *
 * 1. `SubmitReservation`: qualification is checked at once; if it holds, `reservation-submitted` asks dispatch
 *    for capacity and a timer starts (`holdExpiresAt`).
 * 2. dispatch answers. `capacity-held` confirms; `capacity-refused` rejects with reasons and alternatives.
 * 3. No answer in time: `ExpireReservation`. A cancellation or a review may end it earlier as well.
 *    Compensation: dispatch releases the hold when it hears of expired, rejected or cancelled. Those events
 *    follow `reservation-submitted` on the same key, so dispatch never releases before it holds.
 * 4. `RequestChange` is the same with another question: the old hold stays until dispatch holds the new one
 *    (`changeId`). Held: the new terms are swapped in, dispatch drops the old hold on `reservation-changed`.
 *    Refused, or no answer in time: nothing changes, dispatch drops the new hold on `reservation-change-refused`.
 *
 * A timer and an answer may race: the first one decides, and here the second one finds no open question. That is
 * lawful, so it has no effect instead of being an error. An answer given after its time counts as none.
 */
export function answerCapacity(answer: Answer, state: Taken): ReservationEvent[] {
  if (canFollow('ReservationConfirmed', state)) {
    return answer.changeId === undefined ? answerSubmission(answer, state) : [];
  }
  if (!canFollow('ReservationChanged', state)) return [];
  return state.change?.status === 'pending' && state.change.changeId === answer.changeId
    ? answerChange(answer, state.change)
    : [];
}

function answerSubmission(answer: Answer, state: Submitted): ReservationEvent[] {
  const { at } = answer;
  if (at > state.holdExpiresAt) return [{ type: 'ReservationExpired', at }];
  if (answer.type === 'AcceptCapacity') return [{ type: 'ReservationConfirmed', at }];
  const { reasons, alternatives } = answer;
  return [{ type: 'ReservationRejected', booking: bookingOf(state), reasons, alternatives, at }];
}

function answerChange(answer: Answer, change: Change): ReservationEvent[] {
  const { at } = answer;
  if (answer.type === 'RefuseCapacity') {
    return [{ type: 'ReservationChangeRefused', reasons: answer.reasons, at }];
  }
  if (at > change.expiresAt) return [{ type: 'ReservationChangeRefused', reasons: [NO_ANSWER_IN_TIME], at }];
  return [{ type: 'ReservationChanged', at }];
}

export const NO_ANSWER_IN_TIME = {
  rule: 'answer-in-time',
  message: 'Whether there is capacity was not known in time',
};
