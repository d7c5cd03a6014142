import fc from 'fast-check';
import { Network, type Drive } from '../drives/network';
import { driven, undriven } from './driven';
import type { PlanItem, PlanVehicle } from './plan';
import { faultsOf } from './plan-faults';
import { StepwisePlanner } from './stepwise-planner';
import { Timetable } from './timetable';

const drive = (fromBranchId: string, toBranchId: string, ms: number, costFen: number): Drive => {
  return { fromBranchId, toBranchId, ms, costFen };
};
const AB = drive('A', 'B', 5, 20);
const DRIVES = [
  AB,
  drive('B', 'A', 5, 20),
  drive('C', 'B', 3, 30),
  drive('B', 'C', 3, 30),
  drive('C', 'A', 8, 10),
];
const TERMS = { network: new Network(DRIVES), notBefore: 0, mostFenPerDay: 100 };
const ALWAYS = [{ from: -Infinity, to: Infinity }];
const planner = new StepwisePlanner();

const vehicle = (id: string, more: Partial<PlanVehicle> = {}): PlanVehicle => {
  return { id, classCode: 'compact', branchId: 'A', freeFrom: 0, fit: ALWAYS, ...more };
};
const item = (id: string, from: number, until: number, more: Partial<PlanItem> = {}): PlanItem => {
  const times = { from, dueAt: until - 1, until };
  return { id, pickUpBranchId: 'B', returnBranchId: 'B', ...times, fixed: false, started: false, ...more };
};
const at = (branchId: string) => ({ pickUpBranchId: branchId, returnBranchId: branchId });

/** By id of the item: the vehicle and where that is driven from. */
function relocated(
  vehicles: PlanVehicle[],
  items: PlanItem[],
  wanted: PlanItem,
  terms: Partial<typeof TERMS> = {},
): Record<string, string> | undefined {
  const found = planner.relocate(Timetable.of(vehicles, items), wanted, { ...TERMS, ...terms });
  return (
    found &&
    Object.fromEntries(
      found.map((one) => [one.item.id, `${one.vehicleId} ${one.item.drive?.fromBranchId ?? '-'}`]),
    )
  );
}

describe('relocating for a pick-up', () => {
  it('drives a vehicle there just in time', () => {
    const wanted = item('new', 30, 50);
    const [place] = planner.relocate(Timetable.of([vehicle('v1')], []), wanted, TERMS) ?? [];
    expect(place).toMatchObject({ vehicleId: 'v1', item: { from: 25, pickUpBranchId: 'A', drive: AB } });
    expect(undriven(place?.item ?? wanted)).toEqual({ ...wanted, drive: undefined });
  });

  it('takes the cheapest drive, whichever vehicle would wait least', () => {
    const vehicles = [vehicle('v1', { branchId: 'C', freeFrom: 26 }), vehicle('v2')];
    expect(relocated(vehicles, [], item('new', 30, 50))).toEqual({ new: 'v2 A' });
  });

  it('is never dearer than the most that the days of the promise bear', () => {
    expect(relocated([vehicle('v1')], [], item('new', 30, 50), { mostFenPerDay: 19 })).toBeUndefined();
    expect(relocated([vehicle('v1')], [], item('new', 30, 50), { mostFenPerDay: 20 })).toBeDefined();
  });

  it.each([
    ['the drive would have begun already', {}, { notBefore: 26 }],
    ['the vehicle is not ready when it has to leave', { freeFrom: 26 }, {}],
    ['its papers begin on the way', { fit: [{ from: 27, to: 90 }] }, {}],
    ['it is grounded on the way', { grounded: { from: 26, to: 27 } }, {}],
    ['no drive leads there', { branchId: 'D' }, {}],
  ])('finds nothing where %s', (_why, state, terms) => {
    expect(relocated([vehicle('v1', state)], [], item('new', 30, 50), terms)).toBeUndefined();
  });

  it('drives it back for what follows, and not when that is bound', () => {
    const next = item('next', 60, 80, { ...at('A'), vehicleId: 'v1' });
    expect(relocated([vehicle('v1')], [next], item('new', 30, 50))).toEqual({ new: 'v1 A', next: 'v1 B' });
    expect(relocated([vehicle('v1')], [{ ...next, fixed: true }], item('new', 30, 50))).toBeUndefined();
    expect(relocated([vehicle('v1')], [next], item('new', 30, 56))).toBeUndefined();
  });

  it('drives to what follows where the promise itself ends elsewhere', () => {
    const next = item('next', 60, 80, { vehicleId: 'v1' });
    const wanted = item('new', 30, 50, { returnBranchId: 'C' });
    expect(relocated([vehicle('v1', { branchId: 'B' })], [next], wanted)).toEqual({
      new: 'v1 -',
      next: 'v1 C',
    });
  });

  it('saves a drive where the promise itself takes the vehicle where it was to be driven', () => {
    const next = driven(item('next', 60, 80, { vehicleId: 'v1' }), AB);
    const wanted = item('new', 30, 58, { pickUpBranchId: 'A', returnBranchId: 'B' });
    expect(relocated([vehicle('v1')], [next], wanted)).toEqual({ new: 'v1 -', next: 'v1 -' });
  });

  it('lets vehicles exchange what follows where the drive begins', () => {
    const items = [
      item('early', 10, 20, { ...at('A'), vehicleId: 'v1' }),
      item('late', 60, 80, { ...at('A'), vehicleId: 'v1' }),
      item('between', 22, 40, { ...at('A'), vehicleId: 'v2' }),
    ];
    const found = relocated([vehicle('v1'), vehicle('v2')], items, item('new', 30, 90));
    expect(found).toEqual({ new: 'v1 A', late: 'v2 -' });
  });
});

const branch = fc.constantFrom('A', 'B', 'C');
const anyItem = fc.record({
  from: fc.nat(60),
  length: fc.integer({ min: 2, max: 30 }),
  pickUp: branch,
  back: branch,
});
const anyWishes = fc.array(anyItem, { minLength: 1, maxLength: 6 });
const anyCar = { branchId: branch, freeFrom: fc.nat(20) };

/** Written apart from the planner, from the words of the rule: each drive begins where the vehicle is, and ends in time. */
function isDrivable(vehicles: readonly PlanVehicle[], items: readonly PlanItem[]): boolean {
  return vehicles.every((car) => {
    let [place, freeFrom]: [string | null, number] = [car.branchId, car.freeFrom];
    const own = items.filter(({ vehicleId }) => vehicleId === car.id).sort((a, b) => a.from - b.from);
    return own.every((use) => {
      const alone = undriven(use);
      const { drive: known } = use;
      if (known) {
        const isKnown = DRIVES.some((one) => one === known && one.toBranchId === alone.pickUpBranchId);
        if (!isKnown || known.fromBranchId !== place || freeFrom + known.ms > alone.from) return false;
        [place, freeFrom] = [known.toBranchId, freeFrom + known.ms];
      }
      const leaves = alone.from - (known?.ms ?? 0);
      const papers = car.fit.some(({ from, to }) => from <= leaves && use.dueAt <= to);
      const grounded = car.grounded && car.grounded.from < use.dueAt && leaves < car.grounded.to;
      const can =
        place === alone.pickUpBranchId && freeFrom <= alone.from && leaves >= 0 && papers && !grounded;
      [place, freeFrom] = [use.returnBranchId, use.until];
      return can;
    });
  });
}

/** Tries every drive to the pick-up and every assignment; the drives of others stay with them. */
function bruteForce(vehicles: readonly PlanVehicle[], items: readonly PlanItem[], wanted: PlanItem): boolean {
  const assign = (left: readonly PlanItem[], placed: PlanItem[]): boolean => {
    const [next, ...others] = left;
    if (!next) return isDrivable(vehicles, placed);
    return vehicles.some(({ id }) => assign(others, [...placed, { ...next, vehicleId: id }]));
  };
  return TERMS.network.into(wanted.pickUpBranchId).some((one) => assign([...items, driven(wanted, one)], []));
}

describe('laws of relocating', () => {
  const live = (
    vehicles: PlanVehicle[],
    wishes: { from: number; length: number; pickUp: string; back: string }[],
    check: (items: PlanItem[], wanted: PlanItem, isFound: boolean) => void,
  ) => {
    let items: PlanItem[] = [];
    wishes.forEach(({ from, length, pickUp, back }, index) => {
      const wanted = item(`i${index}`, from, from + length, { pickUpBranchId: pickUp, returnBranchId: back });
      const timetable = Timetable.of(vehicles, items);
      const direct = planner.place(timetable, wanted);
      const placements = direct ?? planner.relocate(timetable, wanted, TERMS);
      if (!direct) check(items, wanted, placements !== undefined);
      if (!placements) return;
      timetable.adopt(placements);
      items = [...timetable.values()].flatMap((timeline) => timeline.items);
      expect(items).toHaveLength(new Set(items.map(({ id }) => id)).size);
      expect(items.map(({ id }) => id)).toContain(wanted.id);
      expect(isDrivable(vehicles, items)).toBe(true);
      for (const timeline of timetable.values())
        expect(faultsOf(timeline.vehicle, timeline.items)).toEqual([]);
    });
    return items;
  };

  it('every plan can be driven, whatever papers and groundings there are, and no promise is lost', () => {
    const anyVehicle = fc.record({
      ...anyCar,
      fitTo: fc.integer({ min: 30, max: 120 }),
      groundedAt: fc.option(fc.nat(80)),
    });
    let relocations = 0;
    fc.assert(
      fc.property(fc.array(anyVehicle, { minLength: 1, maxLength: 3 }), anyWishes, (cars, wishes) => {
        const vehicles = cars.map(({ branchId, freeFrom, fitTo, groundedAt }, index) => {
          const grounded = groundedAt === null ? {} : { grounded: { from: groundedAt, to: groundedAt + 5 } };
          return vehicle(`v${index}`, { branchId, freeFrom, fit: [{ from: 0, to: fitTo }], ...grounded });
        });
        const items = live(vehicles, wishes, () => undefined);
        relocations += items.filter(({ drive: known }) => known).length;
      }),
      { numRuns: 400 },
    );
    expect(relocations).toBeGreaterThan(100);
  });

  it('finds a place for interchangeable vehicles wherever one drive to the pick-up makes one', () => {
    fc.assert(
      fc.property(fc.array(fc.record(anyCar), { minLength: 1, maxLength: 3 }), anyWishes, (cars, wishes) => {
        const vehicles = cars.map((car, index) => vehicle(`v${index}`, car));
        live(vehicles, wishes, (items, wanted, isFound) => {
          if (bruteForce(vehicles, items, wanted)) expect(isFound).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });
});
