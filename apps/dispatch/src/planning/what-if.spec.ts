import type { BoardItem } from './board';
import { ClassPlan } from './class-plan';
import type { PlanVehicle } from './plan';
import { StepwisePlanner } from './stepwise-planner';
import { Timetable } from './timetable';
import { whatIf, type Change } from './what-if';

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
  const { lost, served, ...counts } = whatIf(new StepwisePlanner(), 'compact', plan, change);
  const ids = (found: BoardItem[]) => found.map(({ id }) => id);
  return { ...counts, lost: ids(lost), served: ids(served) };
}

describe('a change that somebody thinks of', () => {
  it('moves what a missing vehicle has to others, and names what finds no place', () => {
    const vehicles = [vehicle('v1'), vehicle('v2')];
    const items = [item('a', 'v1'), item('b', 'v1', { from: 30, dueAt: 39, until: 40 }), item('c', 'v2')];
    expect(consequences(vehicles, items, { missingVehicleId: 'v1' })).toEqual({
      ...{ promises: 3, moved: 1, lost: ['a'], served: [] },
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
    expect(consequences([vehicle('v1', 'B')], items, { closedBranchId: 'B' })).toMatchObject({ lost: [] });
  });

  it('loses what a closed branch was to serve, keeps what is under way, and no vehicle of it serves others', () => {
    const vehicles = [vehicle('v1'), vehicle('v2', 'B')];
    const items = [
      item('begun', 'v1', { returnBranchId: 'B', started: true, fixed: true }),
      item('back', 'v1', { pickUpBranchId: 'B', from: 30, dueAt: 39, until: 40 }),
      item('there', 'v2', { pickUpBranchId: 'B', returnBranchId: 'B' }),
      item('waits', undefined, { from: 50, dueAt: 59, until: 60, pickUpBranchId: 'B' }),
    ];
    expect(consequences(vehicles, items, { closedBranchId: 'B' })).toEqual({
      ...{ promises: 4, moved: 0, lost: ['back', 'there'], served: [] },
    });
  });
});
