import fc from 'fast-check';
import {
  anyPool,
  anyWish,
  ANYTHING,
  FRAME,
  hold,
  HORIZON,
  NETWORK,
  TURNAROUND,
  vehicle,
  wish,
} from '../../test/small-cells';
import { Cell } from './cell';
import { checkPlan } from './checker';
import { decompose, idOf } from './decompose';
import { askRegion, regionFactsOf } from './region';
import type { CellRows, HoldRow } from './rows';

const CLASSES = ['compact', 'van'] as const;
const cellsOf = (rows: Record<(typeof CLASSES)[number], Partial<CellRows>>) =>
  new Map(
    CLASSES.map((classCode) => [
      classCode,
      Cell.of({ ...FRAME, classCode }, { vehicles: [], holds: [], relocations: [], ...rows[classCode] }),
    ]),
  );
const both = { classes: [...CLASSES] };

describe('a question to all classes of a region', () => {
  it('is answered in the class promised, and above it only within what is allowed', () => {
    const full = { compact: {}, van: { vehicles: [vehicle('van')] } };
    expect(askRegion(cellsOf(full), wish(5, 9, both))).toMatchObject({ fits: true, classCode: 'van' });
    expect(askRegion(cellsOf(full), wish(5, 9))).toEqual({ fits: false, reason: 'no-vehicle-free' });
    expect(askRegion(cellsOf(full), wish(5, 9, { classes: ['bus'] }))).toEqual({
      fits: false,
      reason: 'class-not-allowed',
    });
  });

  it('moves a rental that may be upgraded, to make room for one that may not', () => {
    const cells = cellsOf({
      compact: { vehicles: [vehicle('c')], holds: [hold('old', 5, 9, both)] },
      van: { vehicles: [vehicle('van')] },
    });
    const offer = askRegion(cells, wish(6, 12));
    expect(offer).toMatchObject({
      classCode: 'compact',
      displaced: { hold: { id: 'old' }, classCode: 'van' },
    });
    if (!offer.fits) return;
    for (const { classCode, facts } of regionFactsOf(offer, hold('new', 6, 12), []))
      cells.get(classCode as 'van')?.apply(facts);
    expect([...(cells.get('compact')?.holds.keys() ?? [])]).toEqual(['new']);
    expect([...(cells.get('van')?.holds.keys() ?? [])]).toEqual(['old']);
  });

  it('moves an upgraded rental back down when its own class has room again', () => {
    const cells = cellsOf({
      compact: { vehicles: [vehicle('c')] },
      van: { vehicles: [vehicle('van')], holds: [hold('upgraded', 5, 9, both)] },
    });
    const offer = askRegion(cells, wish(6, 12, { classes: ['van'] }));
    expect(offer).toMatchObject({
      classCode: 'van',
      displaced: { hold: { id: 'upgraded' }, classCode: 'compact' },
    });
  });

  it('whatever is promised, every class passes the independent checker', () => {
    let displaced = 0;
    const anyClasses = fc.constantFrom(['compact'], ['van'], ['compact', 'van']);
    fc.assert(
      fc.property(
        anyPool,
        anyPool,
        fc.array(fc.record({ one: anyWish, classes: anyClasses, moves: fc.boolean() }), {
          maxLength: 16,
          size: 'max',
        }),
        (compacts, vans, wishes) => {
          const renamed = vans.map((row) => ({ ...row, id: `van-${row.id}` }));
          const cells = cellsOf({ compact: { vehicles: compacts }, van: { vehicles: renamed } });
          wishes.forEach(({ one, classes, moves }, index) => {
            const offer = askRegion(cells, { ...one, classes }, moves ? ANYTHING : undefined);
            if (!offer.fits) return;
            if (offer.displaced) displaced += 1;
            const row: Omit<HoldRow, 'seat'> = { ...one, classes, id: `h${index}`, started: false };
            const ids = offer.fit.add.map((_, nth) => `r${index}-${nth}`);
            for (const { classCode, facts } of regionFactsOf(offer, row, ids))
              cells.get(CLASSES[classCode === 'van' ? 1 : 0])?.apply(facts);
            expect(checkPlan(planOf(cells), RULES)).toEqual([]);
          });
        },
      ),
      { numRuns: 400, seed: 20_261_129 },
    );
    expect(displaced).toBeGreaterThan(30);
  });

  const RULES = {
    turnaroundMs: () => TURNAROUND,
    driveMs: (from: string, to: string) => NETWORK.between(from, to)?.ms,
  };

  function planOf(cells: ReadonlyMap<string, Cell>) {
    const all = [...cells].map(([classCode, cell]) => ({ classCode, cell }));
    const classOf = new Map(
      all.flatMap(({ classCode, cell }) => [...cell.holds.keys()].map((id) => [id, classCode])),
    );
    return {
      vehicles: all.flatMap(({ classCode, cell }) =>
        [...cell.vehicles.values()].map((row) => ({ ...row, classCode })),
      ),
      holds: all.flatMap(({ cell }) => [...cell.holds.values()]),
      relocations: all.flatMap(({ cell }) => [...cell.relocations.values()]),
      assigned: new Map(
        all.flatMap(({ cell }) =>
          decompose(cell, Infinity).assigned.map(({ item, vehicleId }) => [idOf(item), vehicleId]),
        ),
      ),
      classOf: (id: string) => classOf.get(id) ?? '',
      horizon: HORIZON,
    };
  }
});
