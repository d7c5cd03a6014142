import fc from 'fast-check';
import type { Drive } from '../src/drives/network';

/** Pools so small that every question can be answered by trying everything. Times are small whole numbers. */
export const BRANCHES = ['A', 'B', 'C'] as const;
export const HORIZON = 60;
export const TURNAROUND = 1;

export const DRIVES: readonly Drive[] = [
  ['A', 'B', 2, 20],
  ['B', 'A', 2, 20],
  ['A', 'C', 3, 30],
  ['C', 'A', 3, 30],
  ['B', 'C', 2, 25],
  ['C', 'B', 2, 25],
].map(([fromBranchId, toBranchId, ms, costFen]) => ({
  fromBranchId: String(fromBranchId),
  toBranchId: String(toBranchId),
  ms: Number(ms),
  costFen: Number(costFen),
}));

export const anyBranch = fc.constantFrom(...BRANCHES);

export const anyWish = fc
  .record({
    from: fc.nat(24),
    length: fc.integer({ min: 1, max: 14 }),
    pickUp: anyBranch,
    back: fc.option(anyBranch, { freq: 2 }),
  })
  .map(({ from, length, pickUp, back }) => ({
    ...{ pickUpBranchId: pickUp, returnBranchId: back ?? pickUp, from, dueAt: from + length },
    ...{ until: from + length + TURNAROUND, classes: ['compact'] },
  }));

/** Vehicles without windows of their own. */
export const anyPool = fc
  .array(fc.record({ branchId: anyBranch, freeFrom: fc.nat(8) }), { minLength: 1, maxLength: 4 })
  .map((cars) => cars.map((car, index) => ({ ...car, id: `v${index}` })));
