import { at, testId } from '@houtai/testing';
import { fold } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent, Hold } from './capacity';
import { capacityDecider } from './capacity.decide';
import { holdWrites } from './hold-writes';

const now = at('09:00');
const changeId = testId(5);
const hold = (n: number): Hold => ({
  holdId: testId(n),
  classCode: 'compact',
  pickUp: { branchId: testId(90), at: at('10:00', 1) },
  return: { branchId: testId(91), at: at('10:00', 2) },
  untilAt: at('11:00', 2),
  place: { vehicleId: testId(80) },
});
const [first, second] = [hold(1), hold(2)];
const heard: CapacityEvent = { type: 'SubjectHeardOf', subject: { kind: 'rental', id: testId(9) }, at: now };
const held: CapacityEvent = { type: 'CapacityHeld', hold: first, at: now };
const firm: CapacityEvent = { type: 'HoldMadeFirm', at: now };
const proposed: CapacityEvent = { type: 'ChangeHeld', proposal: { ...second, changeId }, at: now };
const adopted: CapacityEvent = { type: 'ChangeAdopted', changeId, at: now };
const dropped: CapacityEvent = { type: 'ChangeDropped', changeId, at: now };
const inUse: CapacityEvent = { type: 'UseStarted', hold: hold(1), at: now };
const ended = (reason: 'cancelled' | 'completed'): CapacityEvent => {
  return { type: 'CapacityEnded', reason, wasHeld: true, at: now };
};

/** What `events` do to the rows, after `given`. */
function written(given: CapacityEvent[], events: CapacityEvent[]) {
  const before: Capacity = fold(capacityDecider, capacityDecider.initialState(), [heard, ...given]);
  const after = fold(capacityDecider, before, events);
  if (after.status === 'none') throw new Error('nothing is there');
  return holdWrites({ before, after, events });
}

describe('the rows of holds', () => {
  it.each([
    ['a promise', [], [held], [{ move: 'enters', hold_id: testId(1), status: 'held' }]],
    ['a promise firm at once', [], [held, firm], [{ move: 'enters', status: 'firm' }]],
    ['a confirmation', [held], [firm], [{ move: 'stays', status: 'firm', own_span: 'no' }]],
    [
      'a change',
      [held],
      [proposed],
      [{ move: 'enters', hold_id: testId(2), change_id: changeId, status: 'proposed' }],
    ],
    [
      'a change that is adopted',
      [held, firm, proposed],
      [adopted],
      [
        { move: 'leaves', hold_id: testId(1), status: 'released' },
        { move: 'stays', hold_id: testId(2), status: 'firm', own_span: 'yes' },
      ],
    ],
    [
      'a change that is dropped',
      [held, proposed],
      [dropped],
      [
        { move: 'leaves', hold_id: testId(2), status: 'released' },
        { move: 'stays', hold_id: testId(1), status: 'held', own_span: 'unless-late' },
      ],
    ],
    [
      'a handover while a change is open',
      [held, firm, proposed],
      [inUse],
      [
        { move: 'leaves', hold_id: testId(2), status: 'released' },
        { move: 'enters', hold_id: testId(1), status: 'in-use' },
      ],
    ],
    ['an end', [held], [ended('cancelled')], [{ move: 'leaves', status: 'released' }]],
    ['a return', [inUse], [ended('completed')], [{ move: 'leaves', status: 'completed' }]],
    ['an end of what was never held', [], [ended('cancelled')], []],
  ] as const)('%s', (_what, given, events, expected) => {
    expect(written([...given], [...events])).toEqual(expected.map((row) => expect.objectContaining(row)));
  });
});
