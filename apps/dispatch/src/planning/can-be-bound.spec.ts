import { canBeBound } from './can-be-bound';
import type { PlanItem, PlanVehicle } from './plan';

const vehicle: PlanVehicle = { id: 'v1', classCode: 'compact', branchId: 'A', freeFrom: 0, fit: [] };
const use = (more: Partial<PlanItem>): PlanItem => ({
  ...{ id: 'use', pickUpBranchId: 'A', returnBranchId: 'B', from: 0, dueAt: 10, until: 10 },
  ...{ vehicleId: 'v1', fixed: true, started: true },
  ...more,
});

describe('the pick-up of a rental can be bound to a vehicle', () => {
  it.each([
    ['that stands at the branch', vehicle, [], 'A', true],
    ['that stands elsewhere', vehicle, [], 'B', false],
    ['that stands there and waits for its check-in', { ...vehicle, awaitsCheckIn: true }, [], 'A', false],
    ['that a rental under way brings there', vehicle, [use({})], 'B', true],
    ['that a rental under way takes away', vehicle, [use({})], 'A', false],
    ['that a rental brings there which has not begun', vehicle, [use({ started: false })], 'B', false],
    ['that another one takes away later', vehicle, [use({ started: false, from: 5 })], 'A', true],
    ['of which it is open where it will be left', vehicle, [use({ returnBranchId: null })], 'B', false],
    ['that was handed over without a check-in', { ...vehicle, awaitsCheckIn: true }, [use({})], 'B', true],
    [
      'that the last of two rentals under way brings there',
      vehicle,
      [use({ id: 'later', from: 5, returnBranchId: 'C' }), use({})],
      'C',
      true,
    ],
    ['that it has itself', vehicle, [use({ id: 'own' })], 'A', true],
    ['whatever other vehicles do', vehicle, [use({ vehicleId: 'v2' })], 'A', true],
  ] as const)('%s', (_which, car, items, pickUpBranchId, expected) => {
    expect(canBeBound(car, items, { id: 'own', pickUpBranchId })).toBe(expected);
  });
});
