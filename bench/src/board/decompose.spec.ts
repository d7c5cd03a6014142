import fc from 'fast-check';
import {
  anyVehicle,
  anyWish,
  ANYTHING,
  FRAME,
  hold,
  HORIZON,
  NETWORK,
  TURNAROUND,
  vehicle,
} from '../../test/small-cells';
import { ask, factsOf } from './answer';
import { atRisk } from './at-risk';
import { Cell } from './cell';
import { checkPlan, type CheckedPlan } from './checker';
import { decompose, idOf } from './decompose';
import type { Fact, Wish } from './rows';

const RULES = {
  turnaroundMs: () => TURNAROUND,
  driveMs: (from: string, to: string) => NETWORK.between(from, to)?.ms,
};

function planOf(cell: Cell, until: number): CheckedPlan {
  const { assigned } = decompose(cell, until);
  return {
    vehicles: [...cell.vehicles.values()].map((row) => ({ ...row, classCode: 'compact' })),
    holds: [...cell.holds.values()],
    relocations: [...cell.relocations.values()],
    assigned: new Map(assigned.map(({ item, vehicleId }) => [idOf(item), vehicleId])),
    classOf: () => 'compact',
    horizon: HORIZON,
  };
}

const vehicleOf = (cell: Cell, id: string) =>
  decompose(cell, Infinity).assigned.find(({ item }) => idOf(item) === id)?.vehicleId;

describe('timelines made of counts', () => {
  it('a pick-up gets the vehicle that came last, so that others stand longest', () => {
    const vehicles = [vehicle('early'), vehicle('late', { freeFrom: 9 })];
    const cell = Cell.of(FRAME, { vehicles, holds: [hold('a', 10, 20)], relocations: [] });
    expect(vehicleOf(cell, 'a')).toBe('late');
  });

  it('a hold keeps the vehicle that it has, and no other hold takes it away from it', () => {
    const vehicles = [vehicle('early'), vehicle('late', { freeFrom: 9 })];
    const holds = [hold('b', 12, 20, { seat: { kind: 'pool', preferred: 'late' } }), hold('a', 10, 20)];
    const cell = Cell.of(FRAME, { vehicles, holds, relocations: [] });
    expect([vehicleOf(cell, 'a'), vehicleOf(cell, 'b')]).toEqual(['early', 'late']);
  });

  it('is stable: what it gave once it gives again, whatever was added since', () => {
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 12, size: 'max' }), (wishes) => {
        const cell = new Cell(FRAME);
        for (const id of ['v1', 'v2', 'v3', 'v4'])
          cell.apply([{ kind: 'vehicle-put', vehicle: vehicle(id, { branchId: id > 'v2' ? 'B' : 'A' }) }]);
        wishes.forEach((one, index) => {
          const answer = ask(cell, one);
          if (!answer.fits) return;
          cell.apply(factsOf(answer, { ...one, id: `h${index}`, started: false }, []));
          const before = new Map(
            decompose(cell, Infinity).assigned.map(({ item, vehicleId }) => [idOf(item), vehicleId]),
          );
          const bound = [...cell.holds.values()].map((row): Fact => ({
            kind: 'hold-put',
            hold: { ...row, seat: { kind: 'pool', preferred: before.get(row.id) } },
          }));
          cell.apply(bound);
          for (const { item, vehicleId } of decompose(cell, Infinity).assigned)
            expect(vehicleId).toBe(before.get(idOf(item)));
        });
      }),
      { numRuns: 100, seed: 20_261_129 },
    );
  });
});

describe('laws of the plans', () => {
  /** Wishes are answered, vehicles break down, some are bound; after each step the plan is looked at from outside. */
  it('every plan of accepted wishes passes the independent checker, whole and only half bound', () => {
    let accepted = 0;
    const anyStep = fc.record({ one: anyWish, relocates: fc.boolean(), binds: fc.nat(3) });
    fc.assert(
      fc.property(
        fc.array(anyVehicle, { minLength: 1, maxLength: 5 }),
        fc.array(anyStep, { maxLength: 14, size: 'max' }),
        fc.nat(40),
        (vehicles, steps, until) => {
          const cell = Cell.of(FRAME, {
            vehicles: vehicles.map((more, index) => vehicle(`v${index}`, more)),
            holds: [],
            relocations: [],
          });
          steps.forEach(({ one, relocates, binds }, index) => {
            const answer = ask(cell, one, relocates ? ANYTHING : undefined);
            if (!answer.fits) return;
            accepted += 1;
            const ids = answer.add.map((_, nth) => `r${index}-${nth}`);
            cell.apply(factsOf(answer, { ...one, id: `h${index}`, started: false }, ids));
            if (binds === 0) bindUntil(cell, until);
            expect(checkPlan(planOf(cell, until), RULES)).toEqual([]);
            expect(checkPlan(planOf(cell, Infinity), RULES)).toEqual([]);
            expect(decompose(cell, Infinity).unserved).toEqual([]);
            expect(atRisk(cell).holds).toEqual([]);
          });
        },
      ),
      { numRuns: 400, seed: 20_261_129 },
    );
    expect(accepted).toBeGreaterThan(900);
  });

  /** Everything that starts before `until` is told to its customer. */
  function bindUntil(cell: Cell, until: number): void {
    const facts = decompose(cell, until).assigned.map(({ item, vehicleId }): Fact => {
      if (item.kind === 'hold')
        return { kind: 'hold-put', hold: { ...item.hold, seat: { kind: 'fixed', vehicleId } } };
      const { id, fromBranchId, toBranchId, departsAt, arrivesAt } = item.relocation;
      const transfer: Wish = {
        pickUpBranchId: fromBranchId,
        returnBranchId: toBranchId,
        from: departsAt,
        dueAt: arrivesAt - TURNAROUND,
        until: arrivesAt,
        classes: ['compact'],
      };
      cell.apply([{ kind: 'relocation-removed', relocationId: id }]);
      return {
        kind: 'hold-put',
        hold: { ...transfer, id, started: false, seat: { kind: 'fixed', vehicleId } },
      };
    });
    cell.apply(facts);
  }

  it('what is at risk after a vehicle is gone is what has to be taken out for the plan to be right again', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 14, size: 'max' }), fc.nat(2), (wishes, gone) => {
        const cell = new Cell(FRAME);
        for (const [index, branchId] of ['A', 'A', 'B'].entries())
          cell.apply([{ kind: 'vehicle-put', vehicle: vehicle(`v${index}`, { branchId }) }]);
        wishes.forEach((one, index) => {
          const answer = ask(cell, one);
          if (answer.fits) cell.apply(factsOf(answer, { ...one, id: `h${index}`, started: false }, []));
        });
        cell.apply([{ kind: 'vehicle-removed', vehicleId: `v${gone}` }]);
        const { holds } = atRisk(cell);
        found += holds.length;
        const isBroken = checkPlan(planOf(cell, -Infinity), RULES).length > 0;
        expect(holds.length > 0).toBe(isBroken);
        cell.apply(holds.map((one): Fact => ({ kind: 'hold-removed', holdId: one.hold.id })));
        expect(checkPlan(planOf(cell, Infinity), RULES)).toEqual([]);
      }),
      { numRuns: 200, seed: 20_261_129 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
