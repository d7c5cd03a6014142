import fc from 'fast-check';
import { anyBranch, anyVehicle, anyWish, BRANCHES, FRAME, hold, vehicle } from '../../test/small-cells';
import { isAnyAtRisk } from './at-risk';
import { Cell } from './cell';
import type { Fact, Seat } from './rows';

/** All that a cell answers from, in an order of its own. */
function everythingIn(cell: Cell): unknown {
  const byKey = <T>(entries: Iterable<readonly [string, T]>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const branches = BRANCHES;
  const idsOf = (rows: Iterable<{ id: string }>) => [...rows].map(({ id }) => id).sort();
  const timelines = [...cell.timelines].map(([id, { own, pooled, ...rest }]) => {
    return [id, { ...rest, own: idsOf(own), pooled: idsOf(pooled) }] as const;
  });
  return {
    rows: [byKey(cell.vehicles), byKey(cell.holds), byKey(cell.relocations)],
    counts: branches.flatMap((id) => {
      const steps = [...cell.countsAt(id).steps()];
      return steps.length > 0 ? [[id, steps]] : [];
    }),
    timelines: byKey(timelines),
    pooled: idsOf(cell.pooledHolds()),
    hasGaps: cell.hasGaps,
    gaps: branches.flatMap((id) => [...cell.gapsAtBranch(id)].map((gap) => JSON.stringify(gap))).sort(),
    leaving: branches.flatMap((id) => idsOf(cell.departuresFrom(id).all())),
  };
}

const rebuilt = (cell: Cell) =>
  Cell.of(FRAME, {
    vehicles: [...cell.vehicles.values()],
    holds: [...cell.holds.values()],
    relocations: [...cell.relocations.values()],
  });

const vehicleId = fc.nat(3).map((n) => `v${n}`);
const anySeat: fc.Arbitrary<Seat> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Seat>({ kind: 'pool' }) },
  vehicleId.map((preferred): Seat => ({ kind: 'pool', preferred })),
  vehicleId.map((id): Seat => ({ kind: 'gap', vehicleId: id })),
  vehicleId.map((id): Seat => ({ kind: 'fixed', vehicleId: id })),
);
const anyHold = fc
  .record({ id: fc.nat(9), one: anyWish, seat: anySeat, open: fc.nat(7), started: fc.nat(4) })
  .map(({ id, one, seat, open, started }) => ({
    ...one,
    id: `h${id}`,
    seat,
    returnBranchId: open === 0 ? null : one.returnBranchId,
    started: seat.kind === 'fixed' && started === 0,
  }));
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 6, arbitrary: anyHold.map((one): Fact => ({ kind: 'hold-put', hold: one })) },
  { weight: 3, arbitrary: fc.nat(9).map((n): Fact => ({ kind: 'hold-removed', holdId: `h${n}` })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(vehicleId, anyVehicle)
      .map(([id, more]): Fact => ({ kind: 'vehicle-put', vehicle: vehicle(id, more) })),
  },
  vehicleId.map((id): Fact => ({ kind: 'vehicle-removed', vehicleId: id })),
  fc
    .record({ id: fc.nat(3), from: anyBranch, to: anyBranch, departsAt: fc.nat(30), fixed: fc.boolean() })
    .map(({ id, from, to, departsAt, fixed }): Fact => ({
      kind: 'relocation-put',
      relocation: {
        id: `r${id}`,
        fromBranchId: from,
        toBranchId: to,
        departsAt,
        arrivesAt: departsAt + 3,
        costFen: 20,
        fixed,
      },
    })),
  fc.nat(3).map((n): Fact => ({ kind: 'relocation-removed', relocationId: `r${n}` })),
);

describe('a cell', () => {
  it('after any facts is what its rows make, and taking facts back leaves no trace', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ facts: fc.array(anyFact, { maxLength: 5 }), fails: fc.boolean() }), {
          maxLength: 20,
          size: 'max',
        }),
        (transactions) => {
          const cell = new Cell(FRAME);
          for (const { facts, fails } of transactions) {
            const before = everythingIn(cell);
            const inverse = cell.apply(facts);
            if (!fails) continue;
            cell.apply(inverse);
            expect(everythingIn(cell)).toEqual(before);
          }
          expect(everythingIn(cell)).toEqual(everythingIn(rebuilt(cell)));
        },
      ),
      { numRuns: 250, seed: 20_261_129 },
    );
  });

  it('counts a vehicle from the day on which nothing of its own lies before it', () => {
    const grounded = vehicle('v1', { grounded: [{ from: 10, to: 20 }] });
    const bound = hold('bound', 30, 40, { seat: { kind: 'fixed', vehicleId: 'v1' }, returnBranchId: 'B' });
    const cell = Cell.of(FRAME, { vehicles: [grounded], holds: [bound], relocations: [] });
    expect([...cell.countsAt('A').steps()]).toEqual([]);
    expect([...cell.countsAt('B').steps()]).toEqual([[41, 1]]);
    expect([...cell.gapsAtBranch('A')]).toEqual([
      { vehicleId: 'v1', branchId: 'A', from: 0, to: 20, fitTo: 10, endBranchId: 'A' },
      { vehicleId: 'v1', branchId: 'A', from: 20, to: 30, fitTo: Infinity, endBranchId: 'A' },
    ]);
  });

  it('never counts a vehicle whose papers end before the horizon, or that goes nobody knows where', () => {
    const ending = vehicle('v1', { fit: [{ from: 0, to: 50 }] });
    const away = hold('away', 0, 9, { seat: { kind: 'fixed', vehicleId: 'v2' }, returnBranchId: null });
    const cell = Cell.of(FRAME, { vehicles: [ending, vehicle('v2')], holds: [away], relocations: [] });
    expect([...cell.countsAt('A').steps()]).toEqual([]);
    expect([...cell.gapsAtBranch('A')]).toMatchObject([{ vehicleId: 'v1', from: 0, fitTo: 50 }]);
  });

  it('takes a hold out of its gap again when the vehicle is one of the pool by then', () => {
    const grounded = vehicle('v1', { grounded: [{ from: 30, to: 40 }] });
    const inGap = hold('a', 5, 10, { seat: { kind: 'gap', vehicleId: 'v1' } });
    const cell = Cell.of(FRAME, { vehicles: [grounded], holds: [inGap], relocations: [] });
    expect([...cell.countsAt('A').steps()]).toEqual([[40, 1]]);
    cell.apply([{ kind: 'vehicle-put', vehicle: vehicle('v1') }]);
    expect([...cell.countsAt('A').steps()]).toEqual([
      [0, 1],
      [5, 0],
      [11, 1],
    ]);
    expect(isAnyAtRisk(cell)).toBe(false);
  });
});
