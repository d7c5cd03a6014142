import type { BoardItem } from '../planning/board';
import { ALWAYS } from '../planning/change';
import { ClassPlan } from '../planning/class-plan';
import { Timetable } from '../planning/timetable';
import { commitReport, type Freed } from './commit-report';
import { moveOf } from './what-if-figures';

const vehicles = ['v1', 'v2'].map((id) => {
  return { id, classCode: 'compact', branchId: 'A', freeFrom: 0, inFleet: true, fit: [ALWAYS] };
});
const item = (id: string, vehicleId?: string, more: Partial<BoardItem> = {}): BoardItem => ({
  ...{ id, reservationId: id, holdIds: [id], classCode: 'compact', vehicleId, fixed: false, started: false },
  ...{ pickUpBranchId: 'A', returnBranchId: 'A', from: 10, plannedFrom: 10, dueAt: 19, until: 20 },
  ...more,
});
const plans = (...items: BoardItem[]) => {
  const unplaced = items
    .filter(({ vehicleId }) => vehicleId === undefined)
    .map((one) => [one.id, one] as const);
  return new Map([['compact', new ClassPlan(Timetable.of(vehicles, items), new Map(unplaced))]]);
};
const thought = (...ids: string[]) => ids.map((id) => moveOf(item(id, 'v1'), 'compact', 'v2'));
const gone: Freed = { vehicles: [{ vehicleId: 'v1', span: { from: 0, to: 50 } }] };

describe('what a commit came to', () => {
  it('is what lies on another vehicle than before, whether or not it was thought of', () => {
    const [before, after] = [
      plans(item('a', 'v1'), item('b', 'v2'), item('c')),
      plans(item('a', 'v2'), item('b', 'v1'), item('c', 'v1')),
    ];
    const { moves, leftOut, remaining } = commitReport(before, after, thought('a'), gone);
    expect(
      moves.map(({ capacityHoldId, fromVehicleId, toVehicleId }) => [
        capacityHoldId,
        fromVehicleId,
        toVehicleId,
      ]),
    ).toEqual([
      ['a', 'v1', 'v2'],
      ['b', 'v2', 'v1'],
      ['c', null, 'v1'],
    ]);
    expect([leftOut, remaining]).toEqual([[], []]);
  });

  it('says of each move that was not made why', () => {
    const all = plans(
      item('under-way', 'v1', { started: true }),
      item('moved-meanwhile', 'v2'),
      item('no-vehicle'),
      item('stays', 'v1', { from: 60, dueAt: 69, until: 70 }),
    );
    const wanted = thought('ended', 'under-way', 'moved-meanwhile', 'no-vehicle', 'stays');
    const { leftOut } = commitReport(all, all, wanted, gone);
    expect(leftOut.map(({ reason }) => reason)).toEqual(wanted.map(({ capacityHoldId }) => capacityHoldId));
  });

  it.each<[string, BoardItem, BoardItem | undefined]>([
    ['under-way', item('a', 'v1', { started: true, fixed: true }), undefined],
    ['own-use', item('a', 'v1', { subjectKind: 'maintenance', fixed: true }), undefined],
    ['bound', item('a', 'v1', { fixed: true }), undefined],
    ['pinned', item('a', 'v1', { fixed: true, pinned: true }), undefined],
    ['no-other-vehicle', item('a', 'v1'), item('a')],
  ])('says of what remains that it is %s', (reason, was, is = was) => {
    expect(commitReport(plans(was), plans(is), [], gone).remaining).toMatchObject([
      { capacityHoldId: 'a', reason },
    ]);
  });

  it('counts nothing outside of the time, and of a branch what is promised there and what counts on it', () => {
    const later = item('a', 'v1', { from: 50, plannedFrom: 50, dueAt: 59, until: 60 });
    expect(commitReport(plans(later), plans(later), [], gone).remaining).toEqual([]);
    const way = item('way', 'v1', { returnBranchId: 'B' });
    const next = item('next', 'v1', { from: 30, plannedFrom: 30, dueAt: 39, until: 40, pickUpBranchId: 'B' });
    const all = plans(way, { ...next, returnBranchId: 'B' });
    const reasons = (branchId: string) =>
      commitReport(all, all, [], { vehicles: [], closed: { branchId, span: ALWAYS } }).remaining.map(
        ({ reason }) => reason,
      );
    expect(reasons('B')).toEqual(['branch-closed', 'branch-closed']);
    expect(reasons('A')).toEqual(['branch-closed', 'no-other-vehicle']);
  });
});
