import fc from 'fast-check';
import { Network, type Drive } from '../src/board/network';
import type { CellFrame } from '../src/board/cell';
import type { HoldRow, VehicleRow, Wish } from '../src/board/rows';

/** Cells so small that every question can be answered by trying everything. Times are small whole numbers. */
export const BRANCHES = ['A', 'B', 'C'] as const;
export const HORIZON = 60;
export const TURNAROUND = 1;

const DRIVES: readonly Drive[] = [
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

export const NETWORK = new Network(DRIVES);
export const FRAME: CellFrame = { classCode: 'compact', network: NETWORK, horizon: HORIZON };
export const ALWAYS = [{ from: -Infinity, to: Infinity }];
export const ANYTHING = { expansions: 10_000, neighbours: Infinity, mostFen: Infinity, notBefore: -Infinity };
export { DRIVES };

export const vehicle = (id: string, more: Partial<VehicleRow> = {}): VehicleRow => ({
  id,
  branchId: 'A',
  freeFrom: 0,
  fit: ALWAYS,
  grounded: [],
  ...more,
});

export const wish = (from: number, dueAt: number, more: Partial<Wish> = {}): Wish => ({
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from,
  dueAt,
  until: dueAt + TURNAROUND,
  classes: ['compact'],
  ...more,
});

export const hold = (id: string, from: number, dueAt: number, more: Partial<HoldRow> = {}): HoldRow => ({
  ...wish(from, dueAt),
  id,
  seat: { kind: 'pool' },
  started: false,
  ...more,
});

export const anyBranch = fc.constantFrom(...BRANCHES);

export const anyWish = fc
  .record({
    from: fc.nat(24),
    length: fc.integer({ min: 1, max: 14 }),
    pickUp: anyBranch,
    back: fc.option(anyBranch, { freq: 2 }),
  })
  .map(({ from, length, pickUp, back }) =>
    wish(from, from + length, { pickUpBranchId: pickUp, returnBranchId: back ?? pickUp }),
  );

/** Vehicles without windows of their own. */
export const anyPool = fc
  .array(fc.record({ branchId: anyBranch, freeFrom: fc.nat(8) }), { minLength: 1, maxLength: 4 })
  .map((cars) => cars.map((car, index) => vehicle(`v${index}`, car)));

const anySpan = fc
  .record({ from: fc.nat(40), length: fc.integer({ min: 1, max: 10 }), ends: fc.boolean() })
  .map(({ from, length, ends }) => ({ from, to: ends ? from + length : Infinity }));

/** Vehicles of all kinds: some with papers that end, some grounded for a time or for good. */
export const anyVehicle = fc.record({
  branchId: anyBranch,
  freeFrom: fc.nat(8),
  fit: fc.oneof(
    { weight: 3, arbitrary: fc.constant(ALWAYS) },
    fc.integer({ min: 5, max: 80 }).map((to) => [{ from: 0, to }]),
    fc.integer({ min: 5, max: 30 }).map((at) => [
      { from: 0, to: at },
      { from: at + 5, to: Infinity },
    ]),
  ),
  grounded: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(anySpan, { maxLength: 2 })),
});
