import { reasonOf } from '@houtai/event-catalogue';
import { bookingOf } from './reservation.evolve';
import type { Change, ReservationCommand, ReservationEvent, Submitted, Taken } from './reservation';
import { canFollow } from './reservation.transitions';

type Answer = Extract<ReservationCommand, { type: 'AcceptCapacity' | 'RefuseCapacity' }>;

/**
 * The saga of a promise, as a recipe. Every step is one transaction here or in dispatch; events carry it on.
 *
 * 1. `SubmitReservation`: qualification is checked at once; if it holds, `reservation-submitted` asks dispatch
 *    for capacity and a timer starts (`holdExpiresAt`). For a partner's customer dispatch is asked in any case.
 * 2. dispatch answers. `capacity-held` confirms, or rejects for what was left unsaid; `capacity-refused` rejects with
 *    reasons and alternatives.
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
  const { unsaid = [] } = state;
  const isHeld = answer.type === 'AcceptCapacity';
  if (isHeld && unsaid.length === 0) return [{ type: 'ReservationConfirmed', at }];
  const { reasons, alternatives } = isHeld ? NOTHING_ELSE : answer;
  const rejection = { booking: bookingOf(state), reasons: [...unsaid, ...reasons], alternatives };
  return [{ type: 'ReservationRejected', ...rejection, at }];
}

function answerChange(answer: Answer, change: Change): ReservationEvent[] {
  const { at } = answer;
  if (answer.type === 'RefuseCapacity') {
    return [{ type: 'ReservationChangeRefused', reasons: answer.reasons, at }];
  }
  if (at > change.expiresAt) return [{ type: 'ReservationChangeRefused', reasons: [NO_ANSWER_IN_TIME], at }];
  return [{ type: 'ReservationChanged', at }];
}

/** What speaks against a wish that there is a vehicle for, beside what was left unsaid. */
const NOTHING_ELSE = { reasons: [], alternatives: [] };

export const NO_ANSWER_IN_TIME = reasonOf('answer-in-time');
