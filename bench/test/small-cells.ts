import fc from 'fast-check';
import { Network } from '@houtai/dispatch/drives/network';
import { anyBranch, DRIVES, HORIZON, TURNAROUND } from '@houtai/dispatch/test/small-pools';
import type { CellFrame } from '../src/board/cell';
import type { HoldRow, VehicleRow, Wish } from '../src/board/rows';

export * from '@houtai/dispatch/test/small-pools';

export const NETWORK = new Network(DRIVES);
export const FRAME: CellFrame = { classCode: 'compact', network: NETWORK, horizon: HORIZON };
export const ALWAYS = [{ from: -Infinity, to: Infinity }];
export const ANYTHING = { expansions: 10_000, neighbours: Infinity, mostFen: Infinity, notBefore: -Infinity };

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
