import { transitionsOf } from '@houtai/domain-kit';
import { at, inOrder, reachedStatuses, testId, walkedTransitions } from '@houtai/testing';
import type { AllocationCommand, Binding } from './allocation';
import { allocationDecider } from './allocation.decide';
import { ALLOCATION_TRANSITIONS } from './allocation.transitions';

const arrows = transitionsOf(ALLOCATION_TRANSITIONS);
const now = at('09:00');
const during = { from: at('10:00'), to: at('11:00', 1) };
const binding: Binding = {
  allocationId: testId(1),
  subject: { kind: 'rental', id: testId(2) },
  vehicleId: testId(3),
  classCode: 'compact',
  during,
};

const commands: AllocationCommand[] = [
  { type: 'BindVehicle', binding, at: now },
  { type: 'ShiftAllocation', during: { ...during, from: at('12:00') }, at: now },
  { type: 'StartUse', during, at: now },
  { type: 'AdjustEnd', to: at('12:00', 1), at: now },
  { type: 'CompleteAllocation', returnedAt: at('09:00', 1), at: now },
  { type: 'ReleaseAllocation', reason: 'cancelled', at: now },
];

describe('the statuses of an allocation', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(allocationDecider, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached', () => {
    const all = Object.keys(ALLOCATION_TRANSITIONS).filter((status) => status !== 'none');
    expect(reachedStatuses(arrows)).toEqual(new Set(all));
  });
});
