import { transitionsOf } from '@houtai/domain-kit';
import { validateEvent, type EventDefinition } from '@houtai/event-catalogue';
import { at, inOrder, scenariosOf, testId, walkedTransitions } from '@houtai/testing';
import type { AbsenceCommand, AbsenceEvent, AbsenceWish, AskedAbsence } from './absence';
import { absenceDecider } from './absence.decide';
import { publishAbsence } from './absence.publish';
import { ABSENCE_TRANSITIONS } from './absence.transitions';

const { givenEvents } = scenariosOf(absenceDecider);

const wish: AbsenceWish = {
  ...{ id: testId(1), vehicleId: testId(2), kind: 'maintenance', need: 'should', firmness: 'movable' },
  minutes: 240,
  candidates: [{ vehicleId: testId(2), from: at('10:00', 1), latestFrom: at('10:00', 3) }],
};
const window = { vehicleId: testId(2), from: at('10:00', 1), to: at('14:00', 1) };
const [now, expiresAt] = [at('09:00'), at('09:15')];
const requested: AbsenceEvent = { type: 'AbsenceRequested', wish, expiresAt, at: now };
const held: AbsenceEvent = { type: 'AbsenceHeld', window, at: now };
const refusal = { reasons: [{ rule: 'promise', message: 'It is promised' }], alternatives: [window] };
const request = (changes: Partial<AbsenceWish>): AbsenceCommand => {
  return { type: 'RequestAbsence', wish: { ...wish, ...changes }, expiresAt, at: now };
};
const noteHeld = (time = now): AbsenceCommand => ({ type: 'NoteHeld', window, at: time });
const noteTime = (time: string): AbsenceCommand => ({ type: 'NoteTime', at: time });

describe('an absence of a vehicle', () => {
  it('is asked for once', () => {
    givenEvents().when(request({})).thenEvents(requested);
    givenEvents(requested).when(request({})).thenNothing();
  });

  it('names every begin that is wrong', () => {
    const from = [at('08:00'), at('07:00'), at('10:00')];
    const candidates = from.map((begin) => ({ vehicleId: testId(2), from: begin }));
    givenEvents()
      .when(request({ candidates }))
      .thenError('absence-in-past', { begins: from.slice(0, 2) });
    const empty = { vehicleId: testId(2), from: at('10:00', 1), latestFrom: at('09:00', 1) };
    givenEvents()
      .when(request({ candidates: [empty] }))
      .thenError('absence-window-empty', { latest: [at('09:00', 1)] });
    givenEvents()
      .when(request({ firmness: 'fixed' }))
      .thenError('absence-fixed');
  });

  it('takes the answer that comes in time, and none that comes late or about what is over', () => {
    givenEvents(requested).when(noteHeld()).thenEvents(held);
    givenEvents(requested)
      .when(noteHeld(expiresAt))
      .thenEvents({ ...held, at: expiresAt });
    const late = at('09:16');
    givenEvents(requested).when(noteHeld(late)).thenEvents({ type: 'AbsenceExpired', at: late });
    givenEvents(requested, held).when(noteHeld()).thenNothing();
    givenEvents(requested, { type: 'AbsenceWithdrawn', at: now }).when(noteHeld()).thenNothing();
    givenEvents(requested)
      .when({ type: 'NoteRefused', ...refusal, at: now })
      .thenState({ status: 'refused', ...refusal });
  });

  it('is given up without an answer, and ends at its end', () => {
    givenEvents(requested).when(noteTime(expiresAt)).thenNothing();
    givenEvents(requested)
      .when(noteTime(at('09:16')))
      .thenEvents({ type: 'AbsenceExpired', at: at('09:16') });
    givenEvents(requested, held)
      .when(noteTime(at('13:59', 1)))
      .thenNothing();
    givenEvents(requested, held)
      .when(noteTime(at('20:00', 1)))
      .thenEvents({ type: 'AbsenceEnded', at: at('14:00', 1) });
  });

  it('is withdrawn before it begins and ended after', () => {
    const [before, during] = [at('09:00', 1), at('12:00', 1)];
    givenEvents(requested).when({ type: 'Withdraw', at: now }).thenState({ status: 'withdrawn' });
    givenEvents(requested, held).when({ type: 'Withdraw', at: before }).thenState({ status: 'withdrawn' });
    givenEvents(requested, held)
      .when({ type: 'Withdraw', at: during })
      .thenError('absence-begun', { from: window.from });
    givenEvents(requested, held).when({ type: 'End', at: during }).thenState({ status: 'ended' });
    givenEvents(requested, held)
      .when({ type: 'End', at: before })
      .thenError('absence-not-begun', { from: window.from });
    givenEvents(requested)
      .when({ type: 'End', at: during })
      .thenError('absence-not-held', { status: 'wanted' });
    givenEvents(requested, held, { type: 'AbsenceEnded', at: during })
      .when({ type: 'Withdraw', at: during })
      .thenError('absence-over', { status: 'ended' });
  });

  it('moves as the table says', () => {
    const commands: AbsenceCommand[] = [
      ...[request({}), noteHeld(), noteHeld(at('09:16')), noteTime(at('20:00', 1))],
      { type: 'NoteRefused', ...refusal, at: now },
      { type: 'Withdraw', at: now },
      { type: 'End', at: at('12:00', 1) },
    ];
    expect(walkedTransitions(absenceDecider, commands)).toEqual(inOrder(transitionsOf(ABSENCE_TRANSITIONS)));
  });

  it('asks dispatch as the catalogue says', () => {
    const asked: AskedAbsence = { ...wish, status: 'wanted', requestedAt: now, expiresAt };
    const ends = ['AbsenceExpired', 'AbsenceWithdrawn', 'AbsenceEnded'] as const;
    const events: AbsenceEvent[] = [requested, held, ...ends.map((type) => ({ type, at: now }))];
    const facts = events.flatMap((event) => publishAbsence(event, asked) ?? []);
    for (const { event, data } of facts) {
      expect(validateEvent((event as EventDefinition).type, data)).toEqual([]);
    }
    expect(facts.slice(2).map(({ data }) => (data as { reason: string }).reason)).toEqual([
      'expired',
      'withdrawn',
      'ended',
    ]);
    expect(publishAbsence({ type: 'AbsenceRefused', ...refusal, at: now }, asked)).toBeUndefined();
  });
});
