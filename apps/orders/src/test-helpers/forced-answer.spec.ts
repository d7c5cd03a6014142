import { NEUTRAL_REASONS, neutralReasons, type NeutralRule } from '@houtai/event-catalogue';
import { decideReservation } from '../reservations/reservation.decide';
import type { Submitted, Taken } from '../reservations/reservation';
import { confirmation, expiry, openQuestion, refusal } from './forced-answer';

const NOW = '2027-02-15T02:00:00.000Z';
const UNTIL = '2027-02-15T02:15:00.000Z';
const submitted = { status: 'submitted', reservationId: 'r-1', holdExpiresAt: UNTIL } as Submitted;
const changing = {
  status: 'ready',
  reservationId: 'r-1',
  change: { changeId: 'c-2', status: 'pending', expiresAt: UNTIL },
} as Taken;

describe('an answer on demand', () => {
  it.each([
    ['a wish', submitted, { until: UNTIL }],
    ['a change', changing, { changeId: 'c-2', until: UNTIL }],
  ])('is given to %s', (_case, state, question) => expect(openQuestion(state)).toEqual(question));

  it.each([
    ['what is promised', { status: 'confirmed' }],
    ['what is over', { status: 'expired' }],
    ['a change that was answered', { status: 'confirmed', change: { status: 'refused' } }],
  ])('is not given to %s', (_case, state) => {
    expect(() => openQuestion(state as Taken)).toThrow(expect.objectContaining({ code: 'nothing-awaited' }));
  });

  it('confirms nothing that dispatch holds no vehicle for', () => {
    const code = (held?: Parameters<typeof confirmation>[1], state: Taken = submitted) => {
      try {
        return confirmation(state, held, NOW).type;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code()).toBe('answer-not-held-back');
    expect(code({ capacityHeld: false })).toBe('no-vehicle-held');
    expect(code({ capacityHeld: true })).toBe('AcceptCapacity');
    expect(code({ capacityHeld: true }, changing)).toBe('answer-not-held-back');
    expect(code({ changeId: 'c-1', capacityHeld: true }, changing)).toBe('answer-not-held-back');
    expect(code({ changeId: 'c-2', capacityHeld: true }, changing)).toBe('AcceptCapacity');
  });

  it.each(Object.keys(NEUTRAL_REASONS) as NeutralRule[])('refuses so that a partner is told %s', (rule) => {
    expect(neutralReasons(refusal(submitted, rule, NOW).reasons)).toMatchObject([{ rule }]);
  });

  it('runs out at its time, by the rule of the timer', () => {
    const early = expiry(submitted, NOW);
    expect(early).toEqual({ type: 'ExpireReservation', at: UNTIL });
    expect(decideReservation(early, submitted)).toEqual([{ type: 'ReservationExpired', at: UNTIL }]);
    expect(expiry(changing, '2027-02-16T02:00:00.000Z')).toEqual({
      type: 'ExpireChange',
      at: '2027-02-16T02:00:00.000Z',
    });
  });
});
