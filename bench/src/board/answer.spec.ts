import fc from 'fast-check';
import { canServe, type Demand } from '@houtai/dispatch/test/exact-flow';
import {
  ANYTHING,
  anyPool,
  anyWish,
  DRIVES,
  FRAME,
  hold,
  HORIZON,
  vehicle,
  wish,
} from '../../test/small-cells';
import { ask, factsOf, type Answer } from './answer';
import { isAnyAtRisk } from './at-risk';
import { Cell } from './cell';
import type { VehicleRow, Wish } from './rows';

const cellOf = (vehicles: VehicleRow[], holds = [] as ReturnType<typeof hold>[]) =>
  Cell.of(FRAME, { vehicles, holds, relocations: [] });
const by = (answer: Answer) => (answer.fits ? answer.by : answer.reason);

describe('an answer of the board', () => {
  it('is yes as long as a vehicle stands there from pick-up to ready', () => {
    const cell = cellOf([vehicle('v1')], [hold('a', 10, 20)]);
    expect(by(ask(cell, wish(21, 30)))).toBe('pool');
    expect(by(ask(cell, wish(20, 30)))).toBe('no-vehicle-free');
    expect(by(ask(cell, wish(0, 9)))).toBe('pool');
    expect(by(ask(cell, wish(0, 10)))).toBe('no-vehicle-free');
  });

  it('is no to a one-way that would take the vehicle away from a later promise', () => {
    const cell = cellOf([vehicle('v1')], [hold('a', 30, 40)]);
    expect(by(ask(cell, wish(10, 20, { returnBranchId: 'B' })))).toBe('no-vehicle-free');
  });

  it('brings a vehicle just in time from the cheapest branch that can spare one', () => {
    const cell = cellOf([vehicle('v1', { branchId: 'B' }), vehicle('v2', { branchId: 'C' })]);
    const answer = ask(cell, wish(10, 20), ANYTHING);
    expect(answer).toMatchObject({
      by: 'relocation',
      costFen: 20,
      add: [{ fromBranchId: 'B', toBranchId: 'A', departsAt: 8, arrivesAt: 10 }],
    });
  });

  it('pays no more for relocations than it is told, and lets none leave in the past', () => {
    const cell = cellOf([vehicle('v1', { branchId: 'B' })]);
    expect(by(ask(cell, wish(10, 20), { ...ANYTHING, mostFen: 19 }))).toBe('no-vehicle-free');
    expect(by(ask(cell, wish(10, 20), { ...ANYTHING, notBefore: 9 }))).toBe('no-vehicle-free');
  });

  it('brings a lent vehicle back in time for the promise at its branch', () => {
    const cell = cellOf(
      [vehicle('v1', { branchId: 'B' })],
      [hold('later', 40, 50, { pickUpBranchId: 'B', returnBranchId: 'B' })],
    );
    const answer = ask(cell, wish(10, 20), ANYTHING);
    expect(answer).toMatchObject({ by: 'relocation', costFen: 40 });
  });

  it('fills a gap of a vehicle that has to be in the workshop later', () => {
    const cell = cellOf([vehicle('v1', { grounded: [{ from: 20, to: 30 }] })]);
    expect(ask(cell, wish(5, 20))).toMatchObject({ by: 'gap', seat: { kind: 'gap', vehicleId: 'v1' } });
    expect(by(ask(cell, wish(5, 21)))).toBe('no-vehicle-free');
    expect(by(ask(cell, wish(5, 20, { returnBranchId: 'B' })))).toBe('no-vehicle-free');
    expect(by(ask(cell, wish(30, 40)))).toBe('pool');
  });

  it('moves a rental of the branch into a gap when the wish itself does not fit there', () => {
    const cell = cellOf(
      [vehicle('v1'), vehicle('v2', { grounded: [{ from: 20, to: 30 }] })],
      [hold('short', 10, 15)],
    );
    const answer = ask(cell, wish(12, 28));
    expect(answer).toMatchObject({
      by: 'move',
      seat: { kind: 'pool' },
      moved: [{ id: 'short', seat: { kind: 'gap', vehicleId: 'v2' } }],
    });
  });

  it('is no to another class, and to what ends after the horizon', () => {
    const cell = cellOf([vehicle('v1')]);
    expect(by(ask(cell, wish(5, 20, { classes: ['van'] })))).toBe('class-not-allowed');
    expect(by(ask(cell, wish(5, HORIZON)))).toBe('beyond-horizon');
  });
});

describe('laws of the answers', () => {
  const demandOf = (one: Wish): Demand => ({
    from: one.from,
    until: one.until,
    start: one.pickUpBranchId,
    end: one.returnBranchId,
  });

  /** Puts one wish after the other to a cell, takes some back, and compares each answer with the maximum flow. */
  function compare(
    vehicles: VehicleRow[],
    wishes: { one: Wish; cancels: number; relocates: boolean }[],
  ): number {
    const cell = cellOf(vehicles);
    const entries = vehicles.map(({ branchId, freeFrom }) => ({ branchId, at: freeFrom }));
    const promised = () => [...cell.holds.values()].map((one) => demandOf(one as Wish));
    wishes.forEach(({ one, cancels, relocates }, index) => {
      const planned = [...cell.relocations.values()].map((drive) => ({
        from: drive.departsAt,
        until: drive.arrivesAt,
        start: drive.fromBranchId,
        end: drive.toBranchId,
      }));
      const still = ask(cell, one);
      const moving = ask(cell, one, ANYTHING);
      const demands = [...promised(), demandOf(one)];
      expect(still.fits).toBe(canServe(entries, [...demands, ...planned], [], HORIZON));
      expect(moving.fits).toBe(canServe(entries, demands, DRIVES, HORIZON));
      const answer = relocates ? moving : still;
      if (answer.fits) {
        const ids = answer.add.map((_, nth) => `r${index}-${nth}`);
        cell.apply(factsOf(answer, { ...one, id: `h${index}`, started: false }, ids));
        expect(isAnyAtRisk(cell)).toBe(false);
      }
      const victim = [...cell.holds.keys()][cancels];
      if (victim === undefined) return;
      const back = cell.apply([{ kind: 'hold-removed', holdId: victim }]);
      // Without its arrival a later promise may be at risk: that is another test.
      if (isAnyAtRisk(cell)) cell.apply(back);
    });
    return wishes.length;
  }

  it('is exact: 10,000 answers with and without relocation agree with the maximum flow', () => {
    let questions = 0;
    fc.assert(
      fc.property(
        anyPool,
        fc.array(fc.record({ one: anyWish, cancels: fc.nat(25), relocates: fc.boolean() }), {
          minLength: 8,
          maxLength: 14,
          size: 'max',
        }),
        (vehicles, wishes) => {
          questions += 2 * compare(vehicles, wishes);
        },
      ),
      { numRuns: 500, seed: 20_261_129 },
    );
    expect(questions).toBeGreaterThan(10_000);
  });
});
