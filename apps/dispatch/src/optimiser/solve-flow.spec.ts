import fc from 'fast-check';
import { canServe } from '../../test/exact-flow';
import { anyPool, anyWish, DRIVES, HORIZON } from '../../test/small-pools';
import type { Demand, FlowProblem, Layer } from './flow-problem';
import { solveFlow } from './solve-flow';

const UNSERVED = 1_000;
const layer = (classCode: string, count: number): Layer => ({
  classCode,
  drives: DRIVES,
  notBefore: 0,
  sources: [{ branchId: 'A', at: 0, count }],
});
const demand = (id: string, from: number, until: number, more: Partial<Demand> = {}): Demand => ({
  id,
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from,
  until,
  choices: [{ classCode: 'compact', costFen: 0 }],
  unservedFen: UNSERVED,
  ...more,
});
const solve = async (problem: FlowProblem) => {
  const plan = await solveFlow(problem);
  if (!plan) throw new Error('there is no limit of time');
  return plan;
};

describe('the joint plan over classes', () => {
  it('gives a class back to who was promised it, and the higher one to who needs that', async () => {
    const either = [
      { classCode: 'compact', costFen: 0 },
      { classCode: 'suv', costFen: 30 },
    ];
    const plan = await solve({
      layers: [layer('compact', 1), layer('suv', 1)],
      demands: [
        demand('small', 10, 20, { choices: either }),
        demand('large', 12, 22, { choices: [{ classCode: 'suv', costFen: 0 }] }),
      ],
    });
    expect([...plan.classOf]).toEqual([
      ['small', 'compact'],
      ['large', 'suv'],
    ]);
    expect(plan).toMatchObject({ costFen: 0, boundFen: 0, drives: [] });
  });

  it('leaves the promise that costs least, and drives a vehicle where that is cheaper', async () => {
    const plan = await solve({
      layers: [layer('compact', 1)],
      demands: [
        demand('a', 10, 20),
        demand('b', 15, 25, { unservedFen: 400 }),
        demand('c', 30, 40, { pickUpBranchId: 'B' }),
      ],
    });
    expect([...plan.classOf.keys()]).toEqual(['a', 'c']);
    expect(plan.costFen).toBe(420);
    expect(plan.drives).toMatchObject([
      { classCode: 'compact', arrivesAt: 30, drive: { fromBranchId: 'A' } },
    ]);
  });

  it('has nothing to plan where nobody wants anything', async () => {
    const plan = await solve({ layers: [layer('compact', 1)], demands: [] });
    expect(plan).toMatchObject({ boundFen: 0, costFen: 0, drives: [] });
  });

  it('says when something must be served that cannot be', async () => {
    const must = { unservedFen: undefined };
    const demands = [demand('a', 10, 20, must), demand('b', 15, 25, must)];
    await expect(solveFlow({ layers: [layer('compact', 1)], demands })).rejects.toThrow(
      'HiGHS ended with status',
    );
  });

  it('serves all exactly when a maximum flow does, and never at less than the bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPool,
        fc.array(anyWish, { minLength: 3, maxLength: 9 }),
        async (vehicles, wishes) => {
          const plan = await solve({
            layers: [
              {
                ...layer('compact', 0),
                sources: vehicles.map(({ branchId, freeFrom: at }) => ({ branchId, at, count: 1 })),
              },
            ],
            demands: wishes.map((wish, index) => ({ ...demand(`w${index}`, 0, 0), ...wish })),
          });
          const entries = vehicles.map(({ branchId, freeFrom }) => ({ branchId, at: freeFrom }));
          const all = wishes.map((wish) => ({
            ...wish,
            start: wish.pickUpBranchId,
            end: wish.returnBranchId,
          }));
          expect(plan.classOf.size === wishes.length).toBe(canServe(entries, all, DRIVES, HORIZON));
          expect(plan.costFen).toBeGreaterThanOrEqual(plan.boundFen - 1e-6);
        },
      ),
      { numRuns: 150, seed: 20_261_129 },
    );
  });
});
