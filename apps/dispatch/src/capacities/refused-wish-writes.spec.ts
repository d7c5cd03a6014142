import { fold } from '@houtai/domain-kit';
import { at, testId } from '@houtai/testing';
import type { Capacity, CapacityEvent, Hold, WantedHold } from './capacity';
import { capacityDecider } from './capacity.decide';
import { refusedWishWrites } from './refused-wish-writes';

const now = at('09:00');
const ID = testId(9);
const wish: WantedHold = {
  holdId: testId(1),
  classCode: 'compact',
  allowedClasses: ['compact', 'suv'],
  pickUp: { branchId: testId(90), at: at('10:00', 1) },
  return: { branchId: testId(91), at: at('10:00', 2) },
  untilAt: at('11:00', 2),
};
const hold: Hold = { ...wish, place: { vehicleId: testId(80) } };
const because = { reasons: [{ rule: 'capacity', message: 'none is free' }], alternatives: [] };
const refused: CapacityEvent = { type: 'CapacityRefused', wish, ...because, at: now };
const atFault: CapacityEvent = { type: 'CapacityRefused', ...because, at: now };
const held: CapacityEvent = { type: 'CapacityHeld', hold, at: now };
const firm: CapacityEvent = { type: 'HoldMadeFirm', at: now };
const inUse: CapacityEvent = { type: 'UseStarted', hold, at: now };
const change: CapacityEvent = { type: 'ChangeRefused', changeId: testId(5), ...because, at: now };
const extension: CapacityEvent = { type: 'UseChangeRefused', questionId: testId(6), ...because, at: now };
const ended = (reason: 'rejected' | 'expired' | 'cancelled'): CapacityEvent => {
  return { type: 'CapacityEnded', reason, wasHeld: false, at: now };
};

/** What `events` do to the rows, after `given`. */
function written(given: CapacityEvent[], events: CapacityEvent[], kind: 'rental' | 'maintenance' = 'rental') {
  const heard: CapacityEvent = { type: 'SubjectHeardOf', subject: { kind, id: ID }, at: now };
  const before: Capacity = fold(capacityDecider, capacityDecider.initialState(), [heard, ...given]);
  const after = fold(capacityDecider, before, events);
  if (after.status === 'none') throw new Error('nothing is there');
  return refusedWishWrites({ before, after, events });
}

describe('the rows of refused wishes', () => {
  it('keep what was wished for and refused', () => {
    expect(written([], [refused])).toEqual([
      {
        ...{ move: 'lost', reservation_id: ID, class_code: 'compact', allowed_classes: ['compact', 'suv'] },
        ...{ pick_up_branch_id: testId(90), from_at: at('10:00', 1), refused_at: now },
        ...{ return_branch_id: testId(91), due_at: at('10:00', 2), until_at: at('11:00', 2) },
      },
    ]);
  });

  it.each([
    ['a rejection that came with the refusal', [], [refused, ended('rejected')], ['lost']],
    ['a wish that is at fault itself', [], [atFault], []],
    ['what is held', [], [held], []],
    ['the rejection that follows', [refused], [ended('rejected')], []],
    ['an answer that came too late', [refused], [ended('expired')], []],
    ['a customer who no longer wishes', [refused], [ended('cancelled')], ['regained']],
    ['a confirmation all the same', [refused], [held, firm], ['regained']],
    ['a handover all the same', [refused, ended('rejected')], [inUse], ['regained']],
    ['a change refused', [held, firm], [change], []],
    ['a change refused of what was lost before', [refused], [change], []],
    ['an extension refused', [held, firm, inUse], [extension], []],
    ['the end of a promise', [held], [ended('expired')], []],
  ] as const)('of %s', (_, given, events, moves) => {
    expect(written([...given], [...events]).map(({ move }) => move)).toEqual(moves);
  });

  it('know nothing of what the company wants for itself', () => {
    expect(written([], [refused], 'maintenance')).toEqual([]);
    expect(written([refused], [ended('cancelled')], 'maintenance')).toEqual([]);
  });
});
