import fc from 'fast-check';
import { Network, type Drive } from '../drives/network';
import { driven, undriven } from './driven';
import type { PlanItem, PlanVehicle } from './plan';
import { faultsOf } from './plan-faults';
import { repairPlan, type Repair } from './repair-plan';
import { StepwisePlanner } from './stepwise-planner';
import { Timetable } from './timetable';

const drive = (fromBranchId: string, toBranchId: string): Drive => {
  return { fromBranchId, toBranchId, ms: 5, costFen: 20 };
};
const [AB, BA] = [drive('A', 'B'), drive('B', 'A')];
const TERMS = { network: new Network([AB, BA]), notBefore: 0, mostFenPerDay: 100 };

const vehicle = (id: string, more: Partial<PlanVehicle> = {}): PlanVehicle => {
  return { id, classCode: 'compact', branchId: 'A', freeFrom: 0, fit: [{ from: -100, to: 200 }], ...more };
};
const item = (id: string, from: number, until: number, more: Partial<PlanItem> = {}): PlanItem => {
  const [times, ends] = [
    { from, dueAt: until, until },
    { pickUpBranchId: 'B', returnBranchId: 'B' },
  ];
  return { id, ...ends, ...times, vehicleId: 'v1', fixed: false, started: false, ...more };
};

function repaired(vehicles: PlanVehicle[], items: PlanItem[], terms: typeof TERMS | undefined = TERMS) {
  const timetable = Timetable.of(vehicles, items);
  return repairPlan(new StepwisePlanner(), timetable, ['v1'], terms);
}

const told = (repair: Repair | undefined) =>
  repair?.kind === 'moved'
    ? `moved to ${repair.vehicleId} from ${repair.as.drive?.fromBranchId ?? '-'}`
    : repair?.kind;

describe('repair of promises whose vehicle is driven to them', () => {
  const promise = driven(item('p', 30, 40), AB);

  it('leaves a drive alone that can be made', () => {
    expect(repaired([vehicle('v1')], [promise]).size).toBe(0);
  });

  it('gives up the drive where the vehicle is there by now, and where another one is', () => {
    expect(told(repaired([vehicle('v1', { branchId: 'B' })], [promise]).get('p'))).toBe('moved to v1 from -');
    const vehicles = [vehicle('v1', { freeFrom: 27 }), vehicle('v2', { branchId: 'B' })];
    expect(told(repaired(vehicles, [promise]).get('p'))).toBe('moved to v2 from -');
  });

  it('drives another vehicle where it has to', () => {
    const vehicles = [vehicle('v1', { freeFrom: 27 }), vehicle('v2')];
    expect(told(repaired(vehicles, [promise]).get('p'))).toBe('moved to v2 from A');
    expect(told(repairPlan(new StepwisePlanner(), Timetable.of(vehicles, [promise]), ['v1']).get('p'))).toBe(
      'unplaced',
    );
  });

  it('drives a vehicle back to where it was promised, also a bound one', () => {
    const bound = item('p', 30, 40, { fixed: true });
    expect(told(repaired([vehicle('v1')], [bound]).get('p'))).toBe('moved to v1 from A');
  });

  it('lets a bound one leave later as long as it comes before the end', () => {
    const late = [vehicle('v1', { freeFrom: 30 })];
    const bound = { ...promise, fixed: true };
    expect(repaired(late, [bound]).get('p')).toMatchObject({ kind: 'shifted', from: 30 });
    const later = [vehicle('v1', { freeFrom: 36 })];
    expect(told(repaired(later, [bound]).get('p'))).toBe('unplaced');
  });

  it('gives up the drive back when there is no drive there any more', () => {
    const next = driven(item('next', 60, 70, { pickUpBranchId: 'A', returnBranchId: 'A' }), BA);
    expect(repaired([vehicle('v1')], [promise, next]).size).toBe(0);
    expect(told(repaired([vehicle('v1')], [next]).get('next'))).toBe('moved to v1 from -');
  });

  it('leaves no fault that it does not name, and no drive that leads nowhere', () => {
    const branch = fc.constantFrom('A', 'B');
    const use = fc.record({
      from: fc.integer({ min: 5, max: 60 }),
      length: fc.integer({ min: 1, max: 25 }),
      pickUpBranchId: branch,
      returnBranchId: branch,
      vehicleId: fc.constantFrom('v1', 'v2', 'v3'),
      fixed: fc.boolean(),
      isDriven: fc.boolean(),
    });
    const vehicles = [vehicle('v1'), vehicle('v2', { branchId: 'B' }), vehicle('v3')];
    fc.assert(
      fc.property(fc.array(use, { maxLength: 7 }), fc.nat(2), (uses, begun) => {
        const items = uses.map(({ from, length, isDriven, ...rest }, index) => {
          const isBegun = index < begun;
          const alone = item(`i${index}`, from, from + length, rest);
          if (isBegun) return { ...alone, started: true, fixed: true };
          return isDriven ? driven(alone, alone.pickUpBranchId === 'A' ? BA : AB) : alone;
        });
        const timetable = Timetable.of(vehicles, items);
        const outcome = repairPlan(new StepwisePlanner(), timetable, ['v1', 'v2', 'v3'], TERMS);
        const after = items.map((one): PlanItem => {
          const repair = outcome.get(one.id);
          if (repair?.kind === 'moved') return { ...repair.as, vehicleId: repair.vehicleId };
          if (repair?.kind === 'shifted') return { ...one, from: repair.from };
          return repair?.kind === 'unplaced' ? { ...undriven(one), vehicleId: undefined } : one;
        });
        for (const one of after) {
          const before = items.find(({ id }) => id === one.id);
          if (before?.started) expect(one).toEqual(before);
          expect(undriven(one).pickUpBranchId).toBe(before && undriven(before).pickUpBranchId);
          if (one.drive) expect(one.pickUpBranchId).toBe(one.drive.fromBranchId);
        }
        for (const car of vehicles) {
          const own = after.filter(({ vehicleId }) => vehicleId === car.id);
          for (const fault of faultsOf(car, own)) expect(outcome.has(fault.item.id)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
