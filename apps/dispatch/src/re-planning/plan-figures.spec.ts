import { hindsight } from '../optimiser/hindsight';
import { solveFlow } from '../optimiser/solve-flow';
import type { BoardItem } from '../planning/board';
import { ClassPlan } from '../planning/class-plan';
import type { PlanVehicle } from '../planning/plan';
import { Timetable } from '../planning/timetable';
import { jointProblem, type PlanCopy } from './joint-problem';
import { planFigures } from './plan-figures';
import { refusedDemands, type RefusedWish } from './refused-demands';

const DAY = 86_400_000;
const vehicle = (id: string, classCode = 'compact'): PlanVehicle => {
  return { id, classCode, branchId: 'A', freeFrom: 0, fit: [{ from: -Infinity, to: Infinity }] };
};
const use = (first: number, days: number, classCode = 'compact') => ({
  ...{ classCode, pickUpBranchId: 'A', returnBranchId: 'A' },
  from: first * DAY,
  dueAt: (first + days) * DAY,
  until: (first + days) * DAY,
});
const promise = (id: string, first: number, days: number, vehicleId?: string): BoardItem => {
  const what = use(first, days);
  const item = { id, holdIds: [id], reservationId: id, fixed: false, started: false };
  return { ...what, ...item, plannedFrom: what.from, ...(vehicleId !== undefined && { vehicleId }) };
};
const wish = (reservationId: string, first: number, days: number, more: Partial<RefusedWish> = {}) => {
  return { ...use(first, days), reservationId, ...more };
};

/** Figures of compacts and their promises, and what could be served of what was refused; one SUV stands beside them. */
async function measured(compacts: string[], promised: BoardItem[], wishes: RefusedWish[]) {
  const placed = promised.filter(({ vehicleId }) => vehicleId !== undefined);
  const unplaced = promised.filter(({ vehicleId }) => vehicleId === undefined);
  const timetable = Timetable.of(
    compacts.map((id) => vehicle(id)),
    placed,
  );
  const plans = new Map([
    ['compact', new ClassPlan(timetable, new Map(unplaced.map((item) => [item.id, item])))],
    ['suv', new ClassPlan(Timetable.of<BoardItem>([vehicle('s', 'suv')], []), new Map())],
  ]);
  const copy: PlanCopy = { plans, upgrades: new Map(), drives: [], wishes, now: 0 };
  const { problem, movables } = jointProblem(copy);
  const refused = refusedDemands(wishes, (code) => plans.has(code));
  const plan = await solveFlow(problem);
  if (!plan) throw new Error('there is no limit of time');
  const seen = await hindsight(problem, plan, refused, () => Infinity);
  return {
    ...planFigures(movables, plan, refused, seen),
    couldBeServed: seen?.couldBeServed,
    without: planFigures(movables, plan, refused),
  };
}

const SHORT = [promise('a', 1, 1, 'c1'), promise('b', 5, 1, 'c1')];

describe('the figures of a run', () => {
  it('say what refusing a long wish for two short ones has cost', async () => {
    const found = await measured(['c1'], SHORT, [wish('long', 1, 5)]);
    expect(found).toMatchObject({ planningGap: 0, operationalGap: 0, couldBeServed: 0 });
    // 2 days are served, 5 could have been
    expect(found.onlineGap).toBeCloseTo(60);
  });

  it('count what could be served by now', async () => {
    const found = await measured(['c1'], SHORT, [wish('between', 2, 3), wish('same days', 3, 2)]);
    expect(found.couldBeServed).toBe(1);
    expect(found.onlineGap).toBeCloseTo(60);
  });

  it('add what is refused to what the plan in force leaves', async () => {
    const waiting = promise('w', 1, 2);
    const found = await measured(['c1', 'c2'], [...SHORT, waiting], [wish('x', 3, 1)]);
    expect(found.operationalGap).toBeCloseTo(50);
    expect(found.onlineGap).toBeCloseTo(60);
  });

  it('serve a refused wish as a promise would be: by the next class where that is upgraded to', async () => {
    const wanted = wish('x', 1, 1);
    expect((await measured(['c1'], SHORT, [wanted])).onlineGap).toBeCloseTo(0);
    const upgraded = await measured(['c1'], SHORT, [{ ...wanted, upgrade: 'suv' }]);
    // 100,000 fen a day, and 3,000 for the higher class
    expect(upgraded.onlineGap).toBeCloseTo(100 * (1 - 200 / 297));
    expect(upgraded.couldBeServed).toBe(1);
  });

  it('do not hold a wish of a class without vehicles against the plan', async () => {
    const found = await measured(['c1'], SHORT, [wish('x', 1, 1, { classCode: 'yacht' })]);
    expect(found).toMatchObject({ onlineGap: 0, couldBeServed: 0 });
  });

  it('have the online gap where nothing was refused, and none where hindsight is not known', async () => {
    const found = await measured(['c1', 'c2'], [...SHORT, promise('w', 1, 2)], []);
    expect(found.onlineGap).toBe(found.operationalGap);
    expect(found.without.onlineGap).toBeNull();
    expect((await measured(['c1'], [], [])).onlineGap).toBeNull();
  });
});
