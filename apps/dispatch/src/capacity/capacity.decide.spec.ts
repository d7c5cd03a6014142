import { at, scenariosOf, testId } from '@houtai/testing';
import type { CapacityEvent, Hold, Verdict } from './capacity';
import { capacityDecider } from './capacity.decide';
import { publicFact } from './capacity.publish';
import { validateEvent } from '@houtai/event-catalogue';

const { givenEvents } = scenariosOf(capacityDecider);

const hold = (n: number): Hold => ({
  holdId: testId(n),
  classCode: 'compact',
  pickUp: { branchId: testId(90), at: at('10:00', 1) },
  return: { branchId: testId(91), at: at('10:00', 2) },
});
const now = at('09:00');
const yes: Verdict = { held: true };
const reasons = [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }];
const no: Verdict = { held: false, reasons, alternatives: [] };

const held: CapacityEvent = { type: 'capacity-held', hold: hold(1), at: now };
const refused: CapacityEvent = { type: 'capacity-refused', reasons, alternatives: [], at: now };
const firm: CapacityEvent = { type: 'hold-made-firm', at: now };
const changeId = testId(50);
const proposed: CapacityEvent = { type: 'capacity-held', hold: hold(2), changeId, at: now };
const inUse: CapacityEvent = { type: 'use-started', hold: hold(1), at: now };
const completed: CapacityEvent = { type: 'capacity-ended', reason: 'completed', wasHeld: true, at: now };
const expired: CapacityEvent = { type: 'capacity-ended', reason: 'expired', wasHeld: true, at: now };

const submit = (verdict: Verdict) =>
  ({ type: 'answer-submission', hold: hold(1), verdict, at: now }) as const;
const confirm = { type: 'make-firm', hold: hold(1), at: now } as const;
const change = (verdict: Verdict) =>
  ({ type: 'answer-change', changeId, hold: hold(2), verdict, at: now }) as const;
const adopt = { type: 'adopt-change', changeId, hold: hold(2), at: now } as const;
const drop = { type: 'drop-change', changeId, at: now } as const;
const startUse = { type: 'start-use', hold: hold(1), at: now } as const;
const end = (reason: 'cancelled' | 'completed' | 'expired') => ({ type: 'end', reason, at: now }) as const;

describe('capacity of a reservation', () => {
  it('answers a submission once', () => {
    givenEvents().when(submit(yes)).thenEvents(held);
    givenEvents().when(submit(no)).thenEvents(refused);
    givenEvents(held).when(submit(yes)).thenNothing();
    givenEvents(refused).when(submit(yes)).thenNothing();
  });

  it('becomes firm with the confirmation', () => {
    givenEvents(held).when(confirm).thenEvents(firm);
    givenEvents(held, firm).when(confirm).thenNothing();
  });

  it('holds a confirmed reservation of which it has nothing, rather than lose it', () => {
    givenEvents().when(confirm).thenEvents(held, firm);
    givenEvents(refused).when(confirm).thenEvents(held, firm);
  });

  it('keeps the old hold until the change is certain', () => {
    givenEvents(held, firm).when(change(yes)).thenEvents(proposed);
    givenEvents(held, firm)
      .when(change(yes))
      .thenState({ status: 'firm', hold: hold(1), proposal: { changeId, hold: hold(2) } });
    givenEvents(held, firm, proposed)
      .when(adopt)
      .thenState({ status: 'firm', hold: hold(2) });
    givenEvents(held, firm, proposed)
      .when(drop)
      .thenState({ status: 'firm', hold: hold(1) });
  });

  it('refuses a change without touching the hold', () => {
    givenEvents(held, firm)
      .when(change(no))
      .thenEvents({ ...refused, changeId });
    givenEvents(held, firm)
      .when(change(no))
      .thenState({ status: 'firm', hold: hold(1) });
  });

  it('adopts a change it was never asked about: orders has decided', () => {
    givenEvents(held, firm).when(adopt).thenEvents(proposed, { type: 'change-adopted', changeId, at: now });
  });

  it('a newer change takes the place of one whose end was never told', () => {
    const other = testId(51);
    givenEvents(held, firm, { ...proposed, changeId: other })
      .when(change(yes))
      .thenEvents({ type: 'change-dropped', changeId: other, at: now }, proposed);
  });

  it('refuses the change of a reservation that ended, and ignores the rest about it', () => {
    givenEvents(held, expired).when(change(yes)).thenState({ status: 'ended' });
    for (const command of [submit(yes), confirm, adopt, drop, end('cancelled')]) {
      givenEvents(held, expired).when(command).thenNothing();
    }
  });

  it('is in use whatever was known before, for the handover is a fact', () => {
    givenEvents().when(startUse).thenEvents(inUse);
    givenEvents(held).when(startUse).thenEvents(inUse);
    givenEvents(held, firm, proposed)
      .when(startUse)
      .thenState({ status: 'in-use', hold: hold(1) });
    givenEvents(inUse).when(startUse).thenNothing();
    givenEvents(inUse, completed).when(startUse).thenNothing();
  });

  it('in use, ignores the confirmation that comes late and ends only with the return', () => {
    givenEvents(inUse).when(submit(yes)).thenNothing();
    givenEvents(inUse).when(confirm).thenNothing();
    givenEvents(inUse).when(end('cancelled')).thenNothing();
    givenEvents(inUse).when(end('completed')).thenEvents(completed);
  });

  it('releases what was held and nothing else', () => {
    givenEvents(held).when(end('expired')).thenEvents(expired);
    givenEvents(refused)
      .when(end('cancelled'))
      .thenEvents({ ...expired, reason: 'cancelled', wasHeld: false });
    givenEvents()
      .when(end('completed'))
      .thenEvents({ ...completed, wasHeld: false });
    givenEvents(held, expired).when(end('cancelled')).thenNothing();
  });

  it('publishes what the catalogue says', () => {
    const facts = [held, refused, proposed, { type: 'change-adopted', changeId, at: now } as const, expired]
      .map((event) => publicFact(testId(1), event))
      .flatMap((fact) => fact ?? []);
    expect(facts.map(({ event }) => event.type.split('.')[2])).toEqual([
      'capacity-held',
      'capacity-refused',
      'capacity-held',
      'capacity-released',
      'capacity-released',
    ]);
    for (const { event, data } of facts) expect(validateEvent(event.type, data)).toEqual([]);
    expect(publicFact(testId(1), firm)).toBeUndefined();
  });
});
