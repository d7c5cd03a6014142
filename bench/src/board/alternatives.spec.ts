import { FRAME, hold, vehicle, wish } from '../../test/small-cells';
import { otherBranches, otherTimes } from './alternatives';
import { askInstead } from './answer';
import { freeByHour } from './calendar';
import { Cell } from './cell';

const HOUR = 3_600_000;

describe('what else a cell could offer', () => {
  const cell = Cell.of(FRAME, {
    vehicles: [vehicle('v1'), vehicle('v2', { branchId: 'B', grounded: [{ from: 40, to: Infinity }] })],
    holds: [hold('a', 10, 20)],
    relocations: [],
  });
  const wanted = wish(12, 18);

  it('other times, nearest as asked, none in the past, none longer than the horizon', () => {
    const found = otherTimes(cell, wanted, [2, -2, 9, -9, 45], 4, 3);
    expect(found).toEqual([wish(21, 27)]);
    expect(otherTimes(cell, wanted, [9, -9], 3, 1)).toEqual([wish(21, 27)]);
    expect(otherTimes(cell, wanted, [9, -9], 3, 3)).toEqual([wish(21, 27), wish(3, 9)]);
  });

  it('other branches, where a round trip stays one', () => {
    const there = { ...wanted, pickUpBranchId: 'B', returnBranchId: 'B' };
    expect(otherBranches(cell, wanted, ['A', 'B', 'C'], 0, 3)).toEqual([there]);
  });

  it('what a promise could become, as if it were not there', () => {
    expect(askInstead(cell, 'a', wanted)).toMatchObject({ fits: true, by: 'pool' });
    expect(cell.holds.has('a')).toBe(true);
    expect(cell.countsAt('A').countAt(15)).toBe(0);
  });
});

describe('the calendar of a cell', () => {
  it('says how many stand free for the whole of each hour, gaps of grounded vehicles included', () => {
    const frame = { ...FRAME, horizon: 100 * HOUR };
    const cell = Cell.of(frame, {
      vehicles: [vehicle('v1'), vehicle('v2', { grounded: [{ from: 2.5 * HOUR, to: Infinity }] })],
      holds: [hold('a', HOUR, 3 * HOUR, { until: 3.5 * HOUR })],
      relocations: [],
    });
    const free = freeByHour(cell, 'A', 0.5 * HOUR, 5 * HOUR);
    expect(free.map(({ free: count }) => count)).toEqual([2, 1, 0, 0, 1]);
    expect(free[0]?.from).toBe(0);
  });

  it('never says less than none', () => {
    const cell = Cell.of(FRAME, { vehicles: [], holds: [hold('a', 0, HOUR)], relocations: [] });
    expect(freeByHour(cell, 'A', 0, HOUR)).toEqual([{ from: 0, free: 0 }]);
  });
});
