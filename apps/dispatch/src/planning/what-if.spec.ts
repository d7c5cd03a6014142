import type { BoardItem } from './board';
import { ALWAYS, type Change } from './change';
import { ClassPlan } from './class-plan';
import type { PlanVehicle } from './plan';
import { StepwisePlanner } from './stepwise-planner';
import { Timetable } from './timetable';
import { whatIf } from './what-if';

const vehicle = (id: string, branchId = 'A'): PlanVehicle => ({
  ...{ id, classCode: 'compact', branchId, freeFrom: 0, inFleet: true },
  fit: [{ from: -Infinity, to: Infinity }],
});
const item = (id: string, vehicleId: string | undefined, more: Partial<BoardItem> = {}): BoardItem => ({
  ...{ id, reservationId: id, holdIds: [id], classCode: 'compact', vehicleId },
  ...{ pickUpBranchId: 'A', returnBranchId: 'A', from: 10, plannedFrom: 10, dueAt: 19, until: 20 },
  ...{ fixed: false, started: false },
  ...more,
});

function consequences(vehicles: PlanVehicle[], items: BoardItem[], change: Change) {
  const unplaced = items.filter(({ vehicleId }) => vehicleId === undefined);
  const plan = new ClassPlan(Timetable.of(vehicles, items), new Map(unplaced.map((one) => [one.id, one])));
  const found = whatIf(new StepwisePlanner(), 'compact', plan, change);
  const ids = (named: BoardItem[]) => named.map(({ id }) => id);
  const moved = found.moved.map(({ item: { id }, vehicleId }) => `${id} to ${vehicleId}`);
  return { ...found, moved, lost: ids(found.lost), served: ids(found.served) };
}

const missing = (vehicleId: string, span = ALWAYS): Change => ({ missing: { vehicleId, span } });
const closed = (branchId: string, span = ALWAYS): Change => ({ closed: { branchId, span } });
const moved = (count: number, at: number): Change => ({
  moved: { classCode: 'compact', fromBranchId: 'A', toBranchId: 'B', count, at },
});
const NOTHING = { moved: [], lost: [], served: [], vehiclesMoved: [] };

describe('a change that somebody thinks of', () => {
  it('moves what a missing vehicle has to others, and names what finds no place', () => {
    const vehicles = [vehicle('v1'), vehicle('v2')];
    const items = [item('a', 'v1'), item('b', 'v1', { from: 30, dueAt: 39, until: 40 }), item('c', 'v2')];
    expect(consequences(vehicles, items, missing('v1'))).toEqual({
      ...NOTHING,
      ...{ promises: 3, moved: ['b to v2'], lost: ['a'] },
    });
  });

  it('gives added vehicles to those who have none, the nearest pick-up first', () => {
    const late = item('late', undefined, { from: 15, dueAt: 24, until: 25 });
    const items = [item('a', 'v1'), late, item('soon', undefined)];
    const added = { classCode: 'compact', branchId: 'A', count: 1 };
    expect(consequences([vehicle('v1')], items, { added })).toMatchObject({ served: ['soon'], lost: [] });
    expect(consequences([vehicle('v1')], items, { added: { ...added, classCode: 'suv' } }).served).toEqual(
      [],
    );
  });

  it('keeps a vehicle that is on its way from the branch that closes to another one', () => {
    const begun = item('begun', 'v1', {
      pickUpBranchId: 'B',
      returnBranchId: 'A',
      started: true,
      fixed: true,
    });
    const items = [begun, item('next', 'v1', { from: 30, dueAt: 39, until: 40 })];
    expect(consequences([vehicle('v1', 'B')], items, closed('B'))).toMatchObject({ lost: [] });
  });

  it('loses what a closed branch was to serve, keeps what is under way, and no vehicle of it serves others', () => {
    const vehicles = [vehicle('v1'), vehicle('v2', 'B')];
    const items = [
      item('begun', 'v1', { returnBranchId: 'B', started: true, fixed: true }),
      item('back', 'v1', { pickUpBranchId: 'B', from: 30, dueAt: 39, until: 40 }),
      item('there', 'v2', { pickUpBranchId: 'B', returnBranchId: 'B' }),
      item('waits', undefined, { from: 50, dueAt: 59, until: 60, pickUpBranchId: 'B' }),
    ];
    expect(consequences(vehicles, items, closed('B'))).toEqual({
      ...NOTHING,
      ...{ promises: 4, lost: ['back', 'there'] },
    });
  });

  it('touches nothing outside of the time in which a vehicle is missing', () => {
    const items = [item('before', 'v1'), item('in', 'v1', { from: 30, dueAt: 39, until: 40 })];
    const late = item('after', 'v1', { from: 50, dueAt: 59, until: 60 });
    const away = missing('v1', { from: 19, to: 50 });
    expect(consequences([vehicle('v1')], [...items, late], away)).toMatchObject({ moved: [], lost: ['in'] });
  });

  it.each([
    ['picked up as it closes', { from: 10, to: 11 }, ['there']],
    ['returned as it closes', { from: 19, to: 30 }, ['there']],
    ['picked up before and returned after', { from: 11, to: 19 }, []],
    ['picked up as it opens again', { from: 0, to: 10 }, []],
  ])('of a branch that closes for a time loses what is %s or not', (_, span, lost) => {
    const items = [item('there', 'v1', { pickUpBranchId: 'B', returnBranchId: 'B' })];
    expect(consequences([vehicle('v1', 'B')], items, closed('B', span)).lost).toEqual(lost);
  });

  it('lets the company take a vehicle away from a branch that closes', () => {
    const away = { subjectKind: 'transfer', fixed: true, pickUpBranchId: 'B' } as const;
    const items = [item('away', 'v1', away), item('next', 'v1', { from: 30, dueAt: 39, until: 40 })];
    expect(consequences([vehicle('v1', 'B')], items, closed('B'))).toEqual({ promises: 2, ...NOTHING });
  });

  it('moves to another branch the vehicles that have least to do, and serves those who wait there', () => {
    const vehicles = [vehicle('v1'), vehicle('v2'), vehicle('v3')];
    const waits = item('waits', undefined, { from: 60, dueAt: 69, until: 70, pickUpBranchId: 'B' });
    const [soon, late] = [item('soon', 'v1'), item('late', 'v2', { from: 50, dueAt: 59, until: 60 })];
    const there = { ...waits, returnBranchId: 'B' };
    expect(consequences(vehicles, [soon, late, there], moved(2, 5))).toEqual({
      ...{ promises: 3, moved: ['late to v1'], lost: [], served: ['waits'], vehiclesMoved: ['v3', 'v2'] },
    });
  });

  it('moves no vehicle that is under way, unfit, or not at the branch at that moment', () => {
    const begun = item('begun', 'v1', { started: true, fixed: true });
    const vehicles = [vehicle('v1'), { ...vehicle('v2'), fit: [] }, vehicle('v3', 'B'), vehicle('v4')];
    const items = [begun, item('one-way', 'v4', { returnBranchId: 'B' })];
    expect(consequences(vehicles, items, moved(4, 15)).vehiclesMoved).toEqual([]);
    expect(consequences(vehicles, items, moved(4, 20)).vehiclesMoved).toEqual(['v1']);
  });

  it('tries several changes at once', () => {
    const vehicles = [vehicle('v1'), vehicle('v2'), vehicle('v3')];
    const both = { ...moved(1, 5), ...missing('v1') };
    expect(consequences(vehicles, [item('a', 'v1')], both)).toMatchObject({
      ...{ moved: ['a to v3'], vehiclesMoved: ['v2'] },
    });
  });
});
