import fc from 'fast-check';
import { StepwisePlanner } from './stepwise-planner';
import { faultsOf } from './plan-faults';
import type { Plan, PlanItem, PlanVehicle } from './plan';
import { Timetable } from './timetable';

interface Move {
  itemId: string;
  vehicleId: string;
}

const planner = {
  place: ({ vehicles, items }: Plan, wanted: PlanItem, avoid?: ReadonlySet<string>): Move[] | undefined =>
    new StepwisePlanner()
      .place(Timetable.of(vehicles, items), wanted, avoid)
      ?.map(({ item, vehicleId }) => ({ itemId: item.id, vehicleId })),
};
const ALWAYS = [{ from: -Infinity, to: Infinity }];

const vehicle = (id: string, more: Partial<PlanVehicle> = {}): PlanVehicle => ({
  id,
  classCode: 'compact',
  branchId: 'A',
  freeFrom: 0,
  fit: ALWAYS,
  ...more,
});

const item = (id: string, from: number, until: number, more: Partial<PlanItem> = {}): PlanItem => ({
  id,
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from,
  dueAt: until - 1,
  until,
  fixed: false,
  started: false,
  ...more,
});

/** Written apart from the planner's own checks, from the words of the rule. */
function isDrivable(vehicles: readonly PlanVehicle[], items: readonly PlanItem[]): boolean {
  return vehicles.every((car) => {
    const own = items.filter(({ vehicleId }) => vehicleId === car.id).sort((a, b) => a.from - b.from);
    return own.every((use, index) => {
      const before = own[index - 1];
      const freeFrom = before ? before.until : car.freeFrom;
      const branch = before ? before.returnBranchId : car.branchId;
      const papers = car.fit.some(({ from, to }) => from <= use.from && use.dueAt <= to);
      const grounded = car.grounded && car.grounded.from < use.dueAt && use.from < car.grounded.to;
      return freeFrom <= use.from && branch === use.pickUpBranchId && papers && !grounded;
    });
  });
}

/** Tries every assignment of everything that may move. */
function bruteForce(plan: Plan, wanted: PlanItem): boolean {
  const movable = [...plan.items.filter(({ fixed, vehicleId }) => !fixed && vehicleId), wanted];
  const fixed = plan.items.filter((use) => use.fixed);
  const assign = (index: number, placed: PlanItem[]): boolean => {
    const next = movable[index];
    if (!next) return isDrivable(plan.vehicles, placed);
    return plan.vehicles.some(({ id }) => assign(index + 1, [...placed, { ...next, vehicleId: id }]));
  };
  return assign(0, fixed);
}

function apply(plan: Plan, wanted: PlanItem, placements: readonly Move[]): PlanItem[] {
  const places = new Map(placements.map(({ itemId, vehicleId }) => [itemId, vehicleId]));
  return [...plan.items, wanted].map((use) => ({ ...use, vehicleId: places.get(use.id) ?? use.vehicleId }));
}

describe('stepwise planner', () => {
  it('takes the vehicle that would stand unused for the shortest time', () => {
    const plan = {
      vehicles: [vehicle('v1'), vehicle('v2')],
      items: [item('early', 0, 40, { vehicleId: 'v1' }), item('late', 0, 60, { vehicleId: 'v2' })],
    };
    expect(planner.place(plan, item('new', 70, 90))).toEqual([{ itemId: 'new', vehicleId: 'v2' }]);
  });

  it('a return at 60 and a pick-up at 60 follow each other on one vehicle', () => {
    const plan = { vehicles: [vehicle('v1')], items: [item('a', 0, 60, { vehicleId: 'v1' })] };
    expect(planner.place(plan, item('b', 60, 90))).toEqual([{ itemId: 'b', vehicleId: 'v1' }]);
    expect(planner.place(plan, item('c', 59, 90))).toBeUndefined();
  });

  it('moves what is in the way into a gap of another vehicle', () => {
    const plan = {
      vehicles: [vehicle('v1'), vehicle('v2', { fit: [{ from: 0, to: 50 }] })],
      items: [item('short', 10, 30, { vehicleId: 'v1' })],
    };
    expect(planner.place(plan, item('long', 10, 90))).toEqual([
      { itemId: 'long', vehicleId: 'v1' },
      { itemId: 'short', vehicleId: 'v2' },
    ]);
  });

  it('never moves a bound use', () => {
    const plan = {
      vehicles: [vehicle('v1'), vehicle('v2', { fit: [{ from: 0, to: 50 }] })],
      items: [item('short', 10, 30, { vehicleId: 'v1', fixed: true })],
    };
    expect(planner.place(plan, item('long', 10, 90))).toBeUndefined();
  });

  it('follows one-way rentals from branch to branch, but only as a last resort before they began', () => {
    const oneWay = item('there', 10, 30, { vehicleId: 'v1', returnBranchId: 'B' });
    const plan = { vehicles: [vehicle('v1')], items: [oneWay] };
    const back = item('back', 40, 60, { pickUpBranchId: 'B' });
    expect(planner.place(plan, back)).toEqual([{ itemId: 'back', vehicleId: 'v1' }]);
    const sure = { ...plan, vehicles: [vehicle('v1'), vehicle('v2', { branchId: 'B' })] };
    expect(planner.place(sure, back)).toEqual([{ itemId: 'back', vehicleId: 'v2' }]);
    expect(planner.place(plan, item('stays', 40, 60))).toBeUndefined();
  });

  it('lets nothing follow a use whose return branch is still open', () => {
    const open = item('open', 10, 30, { vehicleId: 'v1', returnBranchId: null });
    expect(planner.place({ vehicles: [vehicle('v1')], items: [open] }, item('b', 40, 60))).toBeUndefined();
  });

  it.each([
    ['papers that end before the return', { fit: [{ from: 0, to: 80 }] }],
    ['a grounding inside the rental', { grounded: { from: 70, to: 75 } }],
    ['another branch', { branchId: 'B' }],
    ['a turnaround not over', { freeFrom: 61 }],
  ])('refuses a vehicle with %s', (_why, state) => {
    expect(planner.place({ vehicles: [vehicle('v1', state)], items: [] }, item('a', 60, 90))).toBeUndefined();
  });

  it('gives the wanted use none of the vehicles to avoid', () => {
    const plan = { vehicles: [vehicle('v1')], items: [] };
    expect(planner.place(plan, item('a', 60, 90), new Set(['v1']))).toBeUndefined();
  });
});

const branch = fc.constantFrom('A', 'B');
const anyItem = fc.record({
  from: fc.nat(60),
  length: fc.integer({ min: 2, max: 30 }),
  pickUp: branch,
  back: branch,
  bind: fc.boolean(),
});
const anyVehicle = fc.record({
  branchId: branch,
  freeFrom: fc.nat(20),
  fitTo: fc.integer({ min: 30, max: 120 }),
  groundedAt: fc.option(fc.nat(80)),
});

describe('laws of the planner', () => {
  it('every accepted use keeps a drivable place, and nothing is accepted that brute force finds impossible', () => {
    fc.assert(
      fc.property(
        fc.array(anyVehicle, { minLength: 1, maxLength: 3 }),
        fc.array(anyItem, { minLength: 1, maxLength: 6 }),
        (cars, wishes) => {
          const vehicles = cars.map(({ branchId, freeFrom, fitTo, groundedAt }, index) =>
            vehicle(`v${index}`, {
              branchId,
              freeFrom,
              fit: [{ from: 0, to: fitTo }],
              ...(groundedAt === null ? {} : { grounded: { from: groundedAt, to: groundedAt + 5 } }),
            }),
          );
          let items: PlanItem[] = [];
          wishes.forEach(({ from, length, pickUp, back, bind }, index) => {
            const wanted = item(`i${index}`, from, from + length, {
              pickUpBranchId: pickUp,
              returnBranchId: back,
            });
            const plan = { vehicles, items };
            const placements = planner.place(plan, wanted);
            const isHopeless = !Timetable.of(vehicles, items).leavesEnough(wanted);
            if (isHopeless) expect(bruteForce(plan, wanted)).toBe(false);
            if (!placements) return;
            expect(bruteForce(plan, wanted)).toBe(true);
            items = apply(plan, wanted, placements);
            expect(items.every(({ vehicleId }) => vehicleId)).toBe(true);
            expect(isDrivable(vehicles, items)).toBe(true);
            for (const car of vehicles) {
              expect(
                faultsOf(
                  car,
                  items.filter(({ vehicleId }) => vehicleId === car.id),
                ),
              ).toEqual([]);
            }
            expect(items.filter(({ fixed }) => fixed)).toEqual(plan.items.filter(({ fixed }) => fixed));
            if (bind) items = items.map((use) => (use.id === wanted.id ? { ...use, fixed: true } : use));
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is exact for interchangeable vehicles, one-way rentals included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ branchId: branch, freeFrom: fc.nat(20) }), { minLength: 1, maxLength: 3 }),
        fc.array(anyItem, { minLength: 1, maxLength: 7 }),
        (cars, wishes) => {
          const vehicles = cars.map((car, index) => vehicle(`v${index}`, car));
          let items: PlanItem[] = [];
          wishes.forEach(({ from, length, pickUp, back }, index) => {
            const ends = { pickUpBranchId: pickUp, returnBranchId: back };
            const wanted = item(`i${index}`, from, from + length, ends);
            const placements = planner.place({ vehicles, items }, wanted);
            expect(placements !== undefined).toBe(bruteForce({ vehicles, items }, wanted));
            if (placements) items = apply({ vehicles, items }, wanted, placements);
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is exact for one branch of equal vehicles: accepts as long as no moment needs more vehicles than there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(anyItem, { maxLength: 25 }), (count, wishes) => {
        const vehicles = Array.from({ length: count }, (_, index) => vehicle(`v${index}`));
        let items: PlanItem[] = [];
        wishes.forEach(({ from, length }, index) => {
          const wanted = item(`i${index}`, from, from + length);
          const starts = [...items, wanted].map((use) => use.from);
          const peak = Math.max(
            ...starts.map(
              (at) => [...items, wanted].filter((use) => use.from <= at && at < use.until).length,
            ),
          );
          const placements = planner.place({ vehicles, items }, wanted);
          expect(placements !== undefined).toBe(peak <= count);
          if (placements) items = apply({ vehicles, items }, wanted, placements);
        });
      }),
      { numRuns: 200 },
    );
  });
});
