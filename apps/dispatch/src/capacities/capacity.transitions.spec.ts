import { transitionsOf } from '@houtai/domain-kit';
import { at, inOrder, reachedStatuses, testId, walkedTransitions } from '@houtai/testing';
import type { CapacityCommand, Hold } from './capacity';
import { capacityDecider } from './capacity.decide';
import { CAPACITY_TRANSITIONS } from './capacity.transitions';

const arrows = transitionsOf(CAPACITY_TRANSITIONS);
const now = at('09:00');
const changeId = testId(5);
const hold: Hold = {
  holdId: testId(1),
  classCode: 'compact',
  pickUp: { branchId: testId(90), at: at('10:00', 1) },
  return: { branchId: testId(91), at: at('10:00', 2) },
  untilAt: at('11:00', 2),
  place: { vehicleId: testId(80) },
};

const commands: CapacityCommand[] = [
  { type: 'HearOfSubject', subject: { kind: 'rental', id: testId(2) }, at: now },
  { type: 'AnswerSubmission', verdict: { held: true, hold }, at: now },
  { type: 'AnswerSubmission', verdict: { held: false, reasons: [], alternatives: [] }, at: now },
  { type: 'MakeFirm', hold, at: now },
  { type: 'AnswerChange', changeId, verdict: { held: true, hold }, at: now },
  { type: 'AnswerChange', changeId, verdict: { held: false, reasons: [], alternatives: [] }, at: now },
  { type: 'AdoptChange', changeId, hold, at: now },
  { type: 'DropChange', changeId, at: now },
  { type: 'StartUse', hold, at: now },
  { type: 'AnswerUseChange', questionId: changeId, verdict: { held: true, hold }, at: now },
  {
    type: 'AnswerUseChange',
    questionId: changeId,
    verdict: { held: false, reasons: [], alternatives: [] },
    at: now,
  },
  { type: 'AdoptUseChange', questionId: changeId, at: now },
  { type: 'DropUseChange', questionId: changeId, at: now },
  { type: 'EndCapacity', reason: 'cancelled', at: now },
  { type: 'EndCapacity', reason: 'completed', at: now },
];

describe('the statuses of capacity', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(capacityDecider, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached', () => {
    const all = Object.keys(CAPACITY_TRANSITIONS).filter((status) => status !== 'none');
    expect(reachedStatuses(arrows)).toEqual(new Set(all));
  });
});
