import { ALWAYS } from '../planning/change';
import type { PlanItem } from '../planning/plan';
import { Timeline } from '../planning/timeline';
import { newFault, strandedBy } from './stranded';

const vehicle = { id: 'v1', classCode: 'compact', branchId: 'X', freeFrom: 0, inFleet: true, fit: [ALWAYS] };
const item = (id: string, from: number, [pickUpBranchId = '', returnBranchId = '']: string): PlanItem => ({
  ...{ id, pickUpBranchId, returnBranchId, from, dueAt: from + 9, until: from + 10 },
  ...{ vehicleId: 'v1', fixed: false, started: false },
});
const strandedAt = (timeline: Timeline, branchId: string) =>
  strandedBy(timeline, { branchId, span: ALWAYS }).map(({ id }) => id);

describe('promises that count on a vehicle which comes through a branch that closes', () => {
  const chain = new Timeline(vehicle, [item('out', 10, 'XB'), item('on', 20, 'BC'), item('there', 30, 'CC')]);

  it('are all that follow until the vehicle would be there anyway', () => {
    expect(strandedAt(chain, 'X')).toEqual(['on', 'there']);
  });

  it('are none where the vehicle does not come through it, or comes back from it to where it was', () => {
    expect(strandedAt(chain, 'Y')).toEqual([]);
    const there = { ...vehicle, branchId: 'B' };
    const back = new Timeline(there, [item('to', 10, 'BX'), item('fro', 20, 'XB'), item('next', 30, 'BB')]);
    expect(strandedAt(back, 'X')).toEqual([]);
  });

  it('are not those that could not be served before', () => {
    const late = new Timeline(vehicle, [item('out', 10, 'XB'), item('lost', 20, 'CC')]);
    expect(strandedAt(late, 'X')).toEqual([]);
  });

  it.each([
    [['there'], undefined],
    [['on'], 'there'],
    [['on', 'there'], undefined],
  ])('without %s leave %s without a vehicle', (gone, broken) => {
    expect(newFault(chain, new Set(gone))?.item.id).toBe(broken);
  });
});
