import fc from 'fast-check';
import { StepwisePlanner } from './stepwise-planner';
import { faultsOf } from './plan-faults';
import { repairPlan } from './repair-plan';
import type { PlanItem, PlanVehicle } from './plan';
import { Timetable } from './timetable';

const planner = new StepwisePlanner();
const vehicle = (id: string, more: Partial<PlanVehicle> = {}): PlanVehicle => ({
  id,
  classCode: 'compact',
  branchId: 'A',
  freeFrom: 0,
  fit: [{ from: -Infinity, to: Infinity }],
  ...more,
});
const item = (id: string, from: number, until: number, more: Partial<PlanItem> = {}): PlanItem => ({
  id,
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from,
  dueAt: until,
  until,
  vehicleId: 'v1',
  fixed: true,
  started: false,
  ...more,
});
const repairs = (vehicles: PlanVehicle[], items: PlanItem[]) =>
  [...repairPlan(planner, Timetable.of(vehicles, items), ['v1']).values()].map(
    ({ item: { id: itemId }, ...repair }) => {
      const { as: _, ...outcome } = { as: undefined, ...repair };
      return { itemId, ...outcome };
    },
  );

describe('repair of a plan', () => {
  it('does nothing while everything can be served', () => {
    expect(repairs([vehicle('v1')], [item('a', 0, 10), item('b', 10, 20)])).toEqual([]);
  });

  it('moves the next rental to another vehicle when a late one runs into it', () => {
    const late = item('late', 0, 15, { started: true });
    expect(repairs([vehicle('v1'), vehicle('v2')], [late, item('next', 10, 20)])).toEqual([
      { kind: 'moved', itemId: 'next', vehicleId: 'v2' },
    ]);
  });

  it('lets the next rental start later when there is no other vehicle', () => {
    const late = item('late', 0, 15, { started: true });
    expect(repairs([vehicle('v1')], [late, item('next', 10, 20)])).toEqual([
      { kind: 'shifted', itemId: 'next', from: 15, fault: 'vehicle-late' },
    ]);
  });

  it('unbinds the next rental when the vehicle is not back before its end', () => {
    const late = item('late', 0, 30, { started: true });
    expect(repairs([vehicle('v1')], [late, item('next', 10, 20)])).toEqual([
      { kind: 'unplaced', itemId: 'next', fault: 'vehicle-late' },
    ]);
  });

  it('keeps a bound rental on a grounded vehicle, for a dispatcher to solve, but not a planned one', () => {
    const grounded = vehicle('v1', { grounded: { from: 0, to: 100 } });
    expect(repairs([grounded], [item('bound', 0, 10), item('planned', 20, 30, { fixed: false })])).toEqual([
      { kind: 'stuck', itemId: 'bound', fault: 'vehicle-unfit' },
      { kind: 'unplaced', itemId: 'planned', fault: 'vehicle-unfit' },
    ]);
  });

  it('replaces all that counted on a vehicle that came back elsewhere', () => {
    const elsewhere = vehicle('v1', { branchId: 'B' });
    const items = [item('a', 10, 20, { fixed: false }), item('b', 30, 40, { fixed: false })];
    expect(repairs([elsewhere, vehicle('v2')], items)).toEqual([
      { kind: 'moved', itemId: 'a', vehicleId: 'v2' },
      { kind: 'moved', itemId: 'b', vehicleId: 'v2' },
    ]);
  });

  it('frees a bound rental from a vehicle that has left the fleet: waiting for it helps nobody', () => {
    const sold = vehicle('v1', { inFleet: false, freeFrom: 5 });
    expect(repairs([sold], [item('bound', 0, 10)])).toEqual([
      { kind: 'unplaced', itemId: 'bound', fault: 'vehicle-unfit' },
    ]);
  });

  it('gives a bound rental a vehicle that is there before one that is still expected', () => {
    const grounded = vehicle('v1', { grounded: { from: 0, to: 100 } });
    const expected = vehicle('v2', { freeFrom: 9, awaitsCheckIn: true });
    const bound = item('bound', 10, 20);
    const to = (vehicleId: string) => [{ kind: 'moved', itemId: 'bound', vehicleId }];
    expect(repairs([grounded, expected, vehicle('v3')], [bound])).toEqual(to('v3'));
    expect(repairs([grounded, expected], [bound])).toEqual(to('v2'));
  });

  it('moves nothing to a vehicle of a class that may not serve it', () => {
    const late = item('late', 0, 15, { started: true });
    const cars = [vehicle('v1', { classCode: 'high' }), vehicle('v2', { classCode: 'low' })];
    const next = item('next', 10, 20, { fixed: false });
    const repaired = (classes: string[]) => repairs(cars, [late, { ...next, classes }])[0]?.kind;
    expect(repaired(['high'])).toBe('unplaced');
    expect(repaired(['low', 'high'])).toBe('moved');
  });

  it('never touches what has begun, ends, and leaves no fault that it does not name', () => {
    const branch = fc.constantFrom('A', 'B');
    const use = fc.record({
      from: fc.nat(60),
      length: fc.integer({ min: 1, max: 25 }),
      pickUpBranchId: branch,
      returnBranchId: branch,
      vehicleId: fc.constantFrom('v1', 'v2', 'v3'),
      fixed: fc.boolean(),
      promised: fc.constantFrom('low', 'high', undefined),
    });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 8 }), fc.nat(3), (uses, startedCount) => {
        const vehicles = [
          vehicle('v1', { classCode: 'low' }),
          vehicle('v2', { classCode: 'low', branchId: 'B' }),
          vehicle('v3', { classCode: 'high' }),
        ];
        const classOf = (id: string | undefined) => vehicles.find((car) => car.id === id)?.classCode ?? '';
        const items = uses.map(({ from, length, promised, ...rest }, index) =>
          item(`i${index}`, from, from + length, {
            ...rest,
            classes: [promised ?? classOf(rest.vehicleId), classOf(rest.vehicleId)],
            ...(index < startedCount ? { started: true, fixed: true } : {}),
          }),
        );
        const outcome = repairPlan(planner, Timetable.of(vehicles, items), ['v1', 'v2', 'v3']);
        const after = items.map((use): PlanItem => {
          const repair = outcome.get(use.id);
          if (repair?.kind === 'moved') return { ...use, vehicleId: repair.vehicleId };
          if (repair?.kind === 'shifted') return { ...use, from: repair.from };
          return repair?.kind === 'unplaced' ? { ...use, vehicleId: undefined } : use;
        });
        expect([...outcome.keys()].some((id) => items.find((use) => use.id === id)?.started)).toBe(false);
        for (const { vehicleId, classes } of after)
          if (vehicleId) expect(classes).toContain(classOf(vehicleId));
        for (const car of vehicles) {
          const own = after.filter(({ vehicleId }) => vehicleId === car.id);
          for (const fault of faultsOf(car, own)) expect(outcome.has(fault.item.id)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
