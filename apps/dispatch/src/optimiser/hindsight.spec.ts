import fc from 'fast-check';
import { canServe } from '../../test/exact-flow';
import { anyPool, anyWish, DRIVES, HORIZON } from '../../test/small-pools';
import type { Demand, FlowProblem, Layer, Source } from './flow-problem';
import { hindsight } from './hindsight';
import { solveFlow } from './solve-flow';

const DAY = 1_000;
const layer = (sources: readonly Source[], classCode = 'compact'): Layer => {
  return { classCode, drives: DRIVES, notBefore: 0, sources };
};
const ONE = [{ branchId: 'A', at: 0, count: 1 }];
const demand = (id: string, from: number, until: number, more: Partial<Demand> = {}): Demand => ({
  id,
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from,
  until,
  choices: [{ classCode: 'compact', costFen: 0 }],
  unservedFen: DAY,
  ...more,
});

const look = async (problem: FlowProblem, refused: readonly Demand[], secondsLeft = () => Infinity) => {
  const plan = await solveFlow(problem, Infinity);
  if (!plan) throw new Error('there is no limit of time');
  return { plan, seen: await hindsight(problem, plan, refused, secondsLeft) };
};

describe('hindsight', () => {
  it('would have given up two short promises for a long wish, which does not fit beside them', async () => {
    const problem = { layers: [layer(ONE)], demands: [demand('a', 0, 10), demand('b', 40, 50)] };
    const long = demand('long', 5, 45, { unservedFen: 5 * DAY });
    expect((await look(problem, [long])).seen).toEqual({ boundFen: 2 * DAY, couldBeServed: 0 });
  });

  it('finds the time that somebody has given back since', async () => {
    const problem = { layers: [layer(ONE)], demands: [demand('a', 0, 10)] };
    const refused = [demand('x', 10, 20), demand('y', 15, 25, { unservedFen: 2 * DAY })];
    expect((await look(problem, refused)).seen).toEqual({ boundFen: DAY, couldBeServed: 1 });
  });

  it('keeps the class that the plan gives, and the promise that it leaves is left', async () => {
    const either = ['compact', 'suv'].map((classCode, index) => ({ classCode, costFen: index * 10 }));
    const problem = {
      layers: [layer(ONE), layer(ONE, 'suv')],
      demands: [demand('a', 0, 10), demand('b', 0, 10, { choices: either }), demand('c', 0, 10)],
    };
    const suv = demand('x', 5, 15, { choices: [{ classCode: 'suv', costFen: 0 }], unservedFen: DAY / 2 });
    const { plan, seen } = await look(problem, [suv]);
    expect(plan.classOf.get('b')).toBe('suv');
    expect(seen?.couldBeServed).toBe(0);
  });

  it('is the plan itself where nothing was refused', async () => {
    const problem = { layers: [layer(ONE)], demands: [demand('a', 0, 10), demand('b', 5, 15)] };
    const never = () => {
      throw new Error('nothing is to be solved');
    };
    expect((await look(problem, [], never)).seen).toEqual({ boundFen: DAY, couldBeServed: 0 });
  });

  it('is not known when the time is over', async () => {
    const problem = { layers: [layer(ONE)], demands: [demand('a', 0, 10)] };
    const many = Array.from({ length: 400 }, (_, n) => demand(`x${n}`, n % 37, 2 + (n % 41)));
    expect((await look(problem, many, () => 0)).seen).toBeUndefined();
  });

  it('serves as many beside the plan as could be, and its bound is worth no less than that of the promises', async () => {
    const wishes = (most: number) => fc.array(anyWish, { minLength: 1, maxLength: most });
    await fc.assert(
      fc.asyncProperty(anyPool, wishes(6), wishes(4), async (vehicles, promised, refused) => {
        const sources = vehicles.map(({ branchId, freeFrom: at }) => ({ branchId, at, count: 1 }));
        const demands = promised.map((wish, n) => ({ ...demand(`p${n}`, 0, 0), ...wish }));
        const others = refused.map((wish, n) => ({ ...demand(`x${n}`, 0, 0), ...wish }));
        const { plan, seen } = await look({ layers: [layer(sources)], demands }, others);
        const entries = vehicles.map(({ branchId, freeFrom }) => ({ branchId, at: freeFrom }));
        const kept = promised.filter((_, n) => plan.classOf.has(`p${n}`));
        const fits = (more: typeof refused) =>
          canServe(
            entries,
            [...kept, ...more].map((wish) => ({
              ...wish,
              start: wish.pickUpBranchId,
              end: wish.returnBranchId,
            })),
            DRIVES,
            HORIZON,
          );
        const most = Math.max(
          ...subsets(refused)
            .filter(fits)
            .map(({ length }) => length),
        );
        expect(seen?.couldBeServed).toBe(most);
        const worth = (all: readonly Demand[], costFen = 0) => all.length * DAY - costFen;
        expect(worth([...demands, ...others], seen?.boundFen)).toBeGreaterThanOrEqual(
          worth(demands, plan.boundFen) - 1e-6,
        );
      }),
      { numRuns: 100, seed: 20_261_129 },
    );
  });
});

function subsets<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((known, one) => [...known, ...known.map((some) => [...some, one])], [[]]);
}
