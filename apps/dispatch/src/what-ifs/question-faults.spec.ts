import { questionFaults, unknownIn } from './question-faults';
import { changeOf, type WhatIfQuestion } from './what-if-question';

const [BEFORE, NOW, LATER] = [
  '2027-03-01T00:00:00.000Z',
  '2027-03-02T00:00:00.000Z',
  '2027-03-03T00:00:00.000Z',
];
const MOVE = { movedVehicles: 2, classCode: 'compact', fromBranchId: 'A', toBranchId: 'B' };

describe('a what-if as it is asked', () => {
  it.each<[string, WhatIfQuestion, string[]]>([
    ['a time of nothing', { addedVehicles: 1, from: NOW, until: LATER }, ['from belongs', 'until belongs']],
    [
      'places of no move',
      { fromBranchId: 'A', toBranchId: 'A', at: NOW },
      [...['fromBranchId belongs', 'toBranchId belongs', 'at belongs']],
    ],
    ['an empty time', { closedBranchId: 'A', from: LATER, until: LATER }, ['until after-from']],
    ['a time that is over', { closedBranchId: 'A', until: BEFORE }, ['until in-the-future']],
    [
      'a move in the past to where they are',
      { ...MOVE, toBranchId: 'A', at: BEFORE },
      [...['at in-the-future', 'toBranchId other-branch']],
    ],
    ['nothing', { ...MOVE, missingVehicleId: 'v1', from: BEFORE, until: LATER, at: NOW }, []],
  ])('is refused for %s', (_, question, expected) => {
    expect(questionFaults(question, NOW).map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });

  it('names whatever there is not, and a vehicle of another class', () => {
    const facts = { branchIds: new Set(['A']), classCodes: new Set(['compact']), vehicleClass: 'suv' };
    const faults = unknownIn({ ...MOVE, missingVehicleId: 'v1', branchId: 'A' }, facts);
    expect(faults.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      ...['toBranchId known-branch', 'missingVehicleId of-the-class'],
    ]);
    expect(unknownIn({ missingVehicleId: 'v1' }, { ...facts, vehicleClass: undefined })).toMatchObject([
      { field: 'missingVehicleId', message: { zh: 'missingVehicleId 不是车队中的车辆' } },
    ]);
  });

  it('is about vehicles that are moved now, and about what is closed for ever, unless it says otherwise', () => {
    const { missing, moved, closed, added } = changeOf(
      { ...MOVE, missingVehicleId: 'v1', until: LATER },
      NOW,
    );
    expect(missing).toEqual({ vehicleId: 'v1', span: { from: -Infinity, to: Date.parse(LATER) } });
    expect(moved).toMatchObject({ count: 2, at: Date.parse(NOW) });
    expect([closed, added]).toEqual([undefined, undefined]);
  });

  it.each<[WhatIfQuestion, string]>([
    [{}, 'closedBranchId / missingVehicleId / addedVehicles / movedVehicles'],
    [{ classCode: 'compact' }, 'closedBranchId / missingVehicleId / addedVehicles / movedVehicles'],
    [{ addedVehicles: 1, movedVehicles: 1, toBranchId: 'B' }, 'classCode, branchId, fromBranchId'],
  ])('is incomplete: %j', (question, missing) => {
    expect(() => changeOf(question, NOW)).toThrow(missing);
  });
});
