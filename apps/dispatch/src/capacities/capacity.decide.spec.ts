import { at, scenariosOf, testId } from '@houtai/testing';
import type { CapacityEvent, Hold, Verdict } from './capacity';
import { capacityDecider } from './capacity.decide';
import { publishCapacity } from './capacity.publish';
import { validateEvent } from '@houtai/event-catalogue';

const { givenEvents } = scenariosOf(capacityDecider);

const hold = (n: number): Hold => ({
  holdId: testId(n),
  classCode: 'compact',
  pickUp: { branchId: testId(90), at: at('10:00', 1) },
  return: { branchId: testId(91), at: at('10:00', 2) },
  untilAt: at('11:00', 2),
  place: { vehicleId: testId(80) },
});
const now = at('09:00');
const yes = (n: number): Verdict => ({ held: true, hold: hold(n) });
const reasons = [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }];
const no: Verdict = { held: false, reasons, alternatives: [] };

const heard: CapacityEvent = { type: 'SubjectHeardOf', subject: { kind: 'rental', id: testId(1) }, at: now };
const held: CapacityEvent = { type: 'CapacityHeld', hold: hold(1), at: now };
const refused: CapacityEvent = { type: 'CapacityRefused', reasons, alternatives: [], at: now };
const firm: CapacityEvent = { type: 'HoldMadeFirm', at: now };
const changeId = testId(50);
const proposed: CapacityEvent = { type: 'ChangeHeld', proposal: { ...hold(2), changeId }, at: now };
const inUse: CapacityEvent = { type: 'UseStarted', hold: hold(1), at: now };
const completed: CapacityEvent = { type: 'CapacityEnded', reason: 'completed', wasHeld: true, at: now };
const expired: CapacityEvent = { type: 'CapacityEnded', reason: 'expired', wasHeld: true, at: now };

const submit = (verdict: Verdict) => ({ type: 'AnswerSubmission', verdict, at: now }) as const;
const confirm = { type: 'MakeFirm', hold: hold(1), at: now } as const;
const change = (verdict: Verdict) => ({ type: 'AnswerChange', changeId, verdict, at: now }) as const;
const adopt = { type: 'AdoptChange', changeId, hold: hold(2), at: now } as const;
const drop = { type: 'DropChange', changeId, at: now } as const;
const startUse = { type: 'StartUse', hold: hold(1), at: now } as const;
const end = (reason: 'cancelled' | 'completed' | 'expired') =>
  ({ type: 'EndCapacity', reason, at: now }) as const;

describe('capacity of a reservation', () => {
  it('answers a submission once', () => {
    givenEvents(heard)
      .when(submit(yes(1)))
      .thenEvents(held);
    givenEvents(heard).when(submit(no)).thenEvents(refused);
    givenEvents(heard, held)
      .when(submit(yes(1)))
      .thenNothing();
    givenEvents(heard, refused)
      .when(submit(yes(1)))
      .thenNothing();
  });

  it('becomes firm with the confirmation', () => {
    givenEvents(heard, held).when(confirm).thenEvents(firm);
    givenEvents(heard, held, firm).when(confirm).thenNothing();
  });

  it('holds a confirmed reservation of which it has nothing, rather than lose it', () => {
    givenEvents(heard).when(confirm).thenEvents(held, firm);
    givenEvents(heard, refused).when(confirm).thenEvents(held, firm);
  });

  it('keeps the old hold until the change is certain', () => {
    givenEvents(heard, held, firm)
      .when(change(yes(2)))
      .thenEvents(proposed);
    givenEvents(heard, held, firm)
      .when(change(yes(2)))
      .thenState({ status: 'firm', hold: hold(1), proposal: { ...hold(2), changeId } });
    givenEvents(heard, held, firm, proposed)
      .when(adopt)
      .thenState({ status: 'firm', hold: { ...hold(2), changeId } });
    givenEvents(heard, held, firm, proposed)
      .when(drop)
      .thenState({ status: 'firm', hold: hold(1) });
  });

  it('refuses a change without touching the hold', () => {
    givenEvents(heard, held, firm)
      .when(change(no))
      .thenEvents({ type: 'ChangeRefused', changeId, reasons, alternatives: [], at: now });
    givenEvents(heard, held, firm)
      .when(change(no))
      .thenState({ status: 'firm', hold: hold(1) });
  });

  it('adopts a change it was never asked about: orders has decided', () => {
    givenEvents(heard, held, firm)
      .when(adopt)
      .thenEvents(proposed, { type: 'ChangeAdopted', changeId, at: now });
  });

  it('a newer change takes the place of one whose end was never told', () => {
    const other = testId(51);
    givenEvents(heard, held, firm, { type: 'ChangeHeld', proposal: { ...hold(2), changeId: other }, at: now })
      .when(change(yes(2)))
      .thenEvents({ type: 'ChangeDropped', changeId: other, at: now }, proposed);
  });

  it('refuses the change of a reservation that ended, and ignores the rest about it', () => {
    givenEvents(heard, held, expired)
      .when(change(yes(2)))
      .thenState({ status: 'ended' });
    for (const command of [submit(yes(1)), confirm, adopt, drop, end('cancelled')]) {
      givenEvents(heard, held, expired).when(command).thenNothing();
    }
  });

  it('is in use whatever was known before, for the handover is a fact', () => {
    givenEvents(heard).when(startUse).thenEvents(inUse);
    givenEvents(heard, held).when(startUse).thenEvents(inUse);
    givenEvents(heard, held, firm, proposed)
      .when(startUse)
      .thenState({ status: 'in-use', hold: hold(1) });
    givenEvents(heard, inUse).when(startUse).thenNothing();
    givenEvents(heard, inUse, completed).when(startUse).thenNothing();
  });

  it('in use, ignores the confirmation that comes late and ends only with the return', () => {
    givenEvents(heard, inUse)
      .when(submit(yes(1)))
      .thenNothing();
    givenEvents(heard, inUse).when(confirm).thenNothing();
    givenEvents(heard, inUse).when(end('cancelled')).thenNothing();
    givenEvents(heard, inUse).when(end('completed')).thenEvents(completed);
  });

  it('in use, keeps what a question about it was promised beside it until that is adopted or dropped', () => {
    const questionId = changeId;
    const answer = (verdict: Verdict) => ({ type: 'AnswerUseChange', questionId, verdict, at: now }) as const;
    const [adoptIt, dropIt] = (['AdoptUseChange', 'DropUseChange'] as const).map((type) => {
      return { type, questionId, at: now };
    });
    const promised: CapacityEvent = { type: 'UseChangeHeld', proposal: { ...hold(2), changeId }, at: now };
    givenEvents(heard, inUse)
      .when(answer(yes(2)))
      .thenEvents(promised);
    givenEvents(heard, inUse, promised)
      .when(answer(yes(2)))
      .thenNothing();
    givenEvents(heard, inUse)
      .when(answer(no))
      .thenEvents({ type: 'UseChangeRefused', questionId, reasons, alternatives: [], at: now });
    givenEvents(heard, firm)
      .when(answer(yes(2)))
      .thenNothing();
    if (!adoptIt || !dropIt) throw new Error('both are there');
    givenEvents(heard, inUse, promised)
      .when(adoptIt)
      .thenState({ status: 'in-use', hold: { ...hold(2), changeId } });
    givenEvents(heard, inUse, promised)
      .when(dropIt)
      .thenState({ status: 'in-use', hold: hold(1) });
    givenEvents(heard, inUse).when(adoptIt).thenNothing();
    givenEvents(heard, inUse, promised, completed).when(adoptIt).thenNothing();
    const facts = [promised, { type: 'UseChangeRefused', questionId, ...no, at: now } as const].map((event) =>
      publishCapacity(event, { status: 'refused', subject: { kind: 'rental', id: testId(1) } }),
    );
    expect(facts.map((fact) => fact?.data)).toEqual([
      expect.objectContaining({ reservationId: testId(1), questionId, vehicleId: testId(80) }),
      expect.objectContaining({ reservationId: testId(1), questionId, reasons }),
    ]);
  });

  it('releases what was held and nothing else', () => {
    givenEvents(heard, held).when(end('expired')).thenEvents(expired);
    givenEvents(heard, refused)
      .when(end('cancelled'))
      .thenEvents({ ...expired, reason: 'cancelled', wasHeld: false });
    givenEvents(heard)
      .when(end('completed'))
      .thenEvents({ ...completed, wasHeld: false });
    givenEvents(heard, held, expired).when(end('cancelled')).thenNothing();
  });

  it('publishes what the catalogue says', () => {
    const after = { status: 'refused', subject: { kind: 'rental', id: testId(1) } } as const;
    const facts = [held, refused, proposed, { type: 'ChangeAdopted', changeId, at: now } as const, expired]
      .map((event) => publishCapacity(event, after))
      .flatMap((fact) => fact ?? []);
    expect(facts.map(({ event }) => event.type.split('.')[2])).toEqual([
      'capacity-held',
      'capacity-refused',
      'capacity-held',
      'capacity-released',
      'capacity-released',
    ]);
    for (const { event, data } of facts) expect(validateEvent(event.type, data)).toEqual([]);
    expect(publishCapacity(firm, after)).toBeUndefined();
  });
});
