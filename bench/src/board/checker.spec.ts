import { ALWAYS, hold, HORIZON, NETWORK, TURNAROUND, vehicle } from '../../test/small-cells';
import { checkPlan, type CheckedPlan } from './checker';

const RULES = {
  turnaroundMs: () => TURNAROUND,
  driveMs: (from: string, to: string) => NETWORK.between(from, to)?.ms,
};
const fixed = (vehicleId: string) => ({ seat: { kind: 'fixed', vehicleId } as const });
const car = (id: string, more = {}) => ({ ...vehicle(id, more), classCode: 'compact' });

/** In use, then driven to B, then promised there; one more of the pool is only counted. */
const GOOD: CheckedPlan = {
  vehicles: [car('v1'), car('v2')],
  holds: [
    hold('used', 0, 9, { ...fixed('v1'), started: true }),
    hold('next', 12, 20, { pickUpBranchId: 'B', returnBranchId: 'B' }),
    hold('later', 10, 20),
  ],
  relocations: [
    {
      id: 'drive',
      fromBranchId: 'A',
      toBranchId: 'B',
      departsAt: 10,
      arrivesAt: 12,
      costFen: 20,
      fixed: false,
    },
  ],
  assigned: new Map([
    ['drive', 'v1'],
    ['next', 'v1'],
  ]),
  classOf: () => 'compact',
  horizon: HORIZON,
};

const withHold = (id: string, more: object): CheckedPlan => ({
  ...GOOD,
  holds: GOOD.holds.map((one) => (one.id === id ? { ...one, ...more } : one)),
});

describe('the checker of plans', () => {
  it('has nothing to say about a plan that can be driven', () => {
    expect(checkPlan(GOOD, { ...RULES, before: GOOD })).toEqual([]);
  });

  it.each<[string, CheckedPlan, string]>([
    ['overlap', withHold('next', { from: 11 }), 'next'],
    ['place', withHold('next', { pickUpBranchId: 'C' }), 'next'],
    ['turnaround', withHold('later', { until: 20 }), 'later'],
    ['unfit', { ...GOOD, vehicles: [car('v1', { fit: [{ from: 0, to: 19 }] }), car('v2')] }, 'next'],
    ['unfit', { ...GOOD, vehicles: [car('v1', { grounded: [{ from: 19, to: 21 }] }), car('v2')] }, 'next'],
    ['class', withHold('next', { classes: ['van'] }), 'next'],
    ['class', withHold('later', { classes: ['van'] }), 'later'],
    ['started', withHold('used', { from: 1 }), 'used'],
    ['started', withHold('used', fixed('v2')), 'used'],
    [
      'drive-time',
      { ...GOOD, relocations: GOOD.relocations.map((one) => ({ ...one, departsAt: 11 })) },
      'drive',
    ],
    ['negative-count', { ...GOOD, vehicles: [car('v1'), car('v2', { freeFrom: 11 })] }, 'compact at A'],
    ['negative-count', { ...GOOD, vehicles: [car('v1'), car('v2', { branchId: 'C' })] }, 'compact at A'],
    ['unknown-vehicle', { ...GOOD, vehicles: [car('v2', { fit: ALWAYS })] }, 'used'],
  ])('finds a broken rule: %s (%#)', (rule, plan, where) => {
    expect(checkPlan(plan, { ...RULES, before: GOOD })).toContainEqual({ rule, where });
  });
});
