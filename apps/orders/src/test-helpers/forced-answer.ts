import { laterOf, type Instant } from '@houtai/domain-kit';
import type { NeutralRule } from '@houtai/event-catalogue';
import type { ReservationCommand, Taken } from '../reservations/reservation';
import { refuseHelp } from './test-helper.errors';

/** What dispatch is asked about a reservation: the wish itself, or a change of it. */
export interface Question {
  changeId?: string;
  /** Without an answer by then it counts as refused. */
  until: Instant;
}

/** The answer of dispatch that a helper is waited for with. */
export interface HeldBack {
  changeId?: string;
  capacityHeld: boolean;
}

type Accept = Extract<ReservationCommand, { type: 'AcceptCapacity' }>;
type Refuse = Extract<ReservationCommand, { type: 'RefuseCapacity' }>;
type Expire = Extract<ReservationCommand, { type: 'ExpireReservation' | 'ExpireChange' }>;

/** A rule of the house for each that a partner may be told, so that the refusal takes the way of all refusals. */
const RULE_BEHIND: Readonly<Record<NeutralRule, string>> = {
  'customer-not-accepted': 'minimum-age',
  capacity: 'capacity',
  'answer-in-time': 'answer-in-time',
  'refused-by-company': 'review',
};

/** Throws `nothing-awaited`. */
export function openQuestion(state: Taken): Question {
  if (state.status === 'submitted') return { until: state.holdExpiresAt };
  if ((state.status === 'confirmed' || state.status === 'ready') && state.change?.status === 'pending') {
    const { changeId, expiresAt: until } = state.change;
    return { changeId, until };
  }
  return refuseHelp('nothing-awaited', { status: state.status });
}

/** Nothing is promised without a place: only what dispatch holds a vehicle for is confirmed. */
export function confirmation(state: Taken, held: HeldBack | undefined, at: Instant): Accept {
  const { changeId } = openQuestion(state);
  const { reservationId } = state;
  if (!held || held.changeId !== changeId) return refuseHelp('answer-not-held-back', { reservationId });
  if (!held.capacityHeld) return refuseHelp('no-vehicle-held', { reservationId });
  return { type: 'AcceptCapacity', ...(changeId && { changeId }), at };
}

export function refusal(state: Taken, reason: NeutralRule, at: Instant): Refuse {
  const { changeId } = openQuestion(state);
  const reasons = [{ rule: RULE_BEHIND[reason], message: 'Asked for by a helper of the test realm' }];
  return { type: 'RefuseCapacity', ...(changeId && { changeId }), reasons, alternatives: [], at };
}

/** The time is up: at the moment at which it would be, had nobody helped. */
export function expiry(state: Taken, now: Instant): Expire {
  const { changeId, until } = openQuestion(state);
  return { type: changeId ? 'ExpireChange' : 'ExpireReservation', at: laterOf(now, until) };
}
