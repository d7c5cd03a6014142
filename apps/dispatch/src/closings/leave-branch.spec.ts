import fc from 'fast-check';
import { ALWAYS, needsClosed } from '../planning/change';
import type { PlanItem, PlanVehicle } from '../planning/plan';
import { faultsIn } from '../planning/plan-faults';
import { StepwisePlanner } from '../planning/stepwise-planner';
import { Timetable } from '../planning/timetable';
import { leaveBranch } from './leave-branch';
import { strandedBy } from './stranded';

const X = { branchId: 'X', span: ALWAYS };
const vehicle = (id: string, branchId: string): PlanVehicle => {
  return { id, classCode: 'compact', branchId, freeFrom: 0, inFleet: true, fit: [ALWAYS] };
};
const item = (id: string, vehicleId: string, from: number, way: string, fixed = false): PlanItem => {
  const [pickUpBranchId = '', returnBranchId = ''] = way;
  const times = { from, dueAt: from + 9, until: from + 10 };
  return { id, vehicleId, pickUpBranchId, returnBranchId, ...times, fixed, started: false };
};

function leave(vehicles: PlanVehicle[], items: PlanItem[]): string[] {
  const found = leaveBranch(new StepwisePlanner(), Timetable.of(vehicles, items), X, (one) => one);
  return found.map((one) => `${one.item.id} to ${one.vehicleId}`);
}

describe('promises on their way round a branch that closes', () => {
  const through = [item('out', 'v1', 10, 'XB'), item('on', 'v1', 20, 'BC'), item('there', 'v1', 30, 'CC')];

  it('go to another vehicle together', () => {
    expect(leave([vehicle('v1', 'X'), vehicle('v2', 'B')], through)).toEqual(['on to v2', 'there to v2']);
  });

  it('stay where somebody counts on them who finds no other vehicle', () => {
    const expiring = { ...vehicle('v2', 'B'), fit: [{ from: 0, to: 30 }] };
    expect(leave([vehicle('v1', 'X'), expiring], through)).toEqual([]);
    expect(leave([vehicle('v1', 'X'), expiring], through.slice(0, 2))).toEqual(['on to v2']);
  });

  it('stay where they bring the vehicle back for what is promised at that branch', () => {
    const back = item('back', 'v1', 30, 'CX');
    expect(leave([vehicle('v1', 'X'), vehicle('v2', 'B')], [...through.slice(0, 2), back])).toEqual([]);
  });

  it('go to no other vehicle that comes through it', () => {
    const other = [item('too', 'v2', 10, 'XB')];
    expect(leave([vehicle('v1', 'X'), vehicle('v2', 'X')], [...through, ...other])).toEqual([]);
  });

  it('stay when they are bound', () => {
    const bound = [item('out', 'v1', 10, 'XB'), item('on', 'v1', 20, 'BB', true)];
    expect(leave([vehicle('v1', 'X'), vehicle('v2', 'B')], bound)).toEqual([]);
  });

  const stop = fc.constantFrom('X', 'B', 'C');
  const fromX = fc.array(stop, { minLength: 3, maxLength: 3 }).map((stops) => ['X', ...stops]);
  const routesOf = fc
    .tuple(fromX, fc.array(fc.array(stop, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }))
    .map(([first, others]) => [...others, first]);
  it('leave a plan that can be driven, and nothing more that counts on the branch than before', () => {
    fc.assert(
      fc.property(routesOf, (routes) => {
        const papers = (end: number) => ({ fit: [{ from: 0, to: end }] });
        const vehicles = routes.map(([start = 'X', ...stops], n) => {
          // Papers that end are what keeps a whole way from fitting in.
          return { ...vehicle(`v${n}`, start), ...(stops.length === 0 && papers(45 + 10 * n)) };
        });
        const items = routes.flatMap((stops, n) =>
          stops.slice(1).map((stop, k) => item(`${n}-${k}`, `v${n}`, 20 * k + 5 * n, `${stops[k]}${stop}`)),
        );
        const before = Timetable.of(vehicles, items);
        const after = before.fork();
        after.adopt(leaveBranch(new StepwisePlanner(), before.fork(), X, (one) => one));
        const count = (plan: Timetable) =>
          [...plan.values()].reduce((sum, timeline) => sum + strandedBy(timeline, X).length, 0);
        for (const timeline of after.values()) expect(faultsIn(timeline)).toEqual([]);
        expect(count(after)).toBeLessThanOrEqual(count(before));
        const there = (plan: Timetable) =>
          [...plan.values()].flatMap(({ items: all }) => all.filter((one) => needsClosed(one, X)));
        expect(there(after)).toEqual(there(before));
      }),
      { numRuns: 500 },
    );
  });
});
