import fc from 'fast-check';
import type { PlanItem, PlanVehicle } from './plan';
import { Timeline } from './timeline';
import { Timetable } from './timetable';

const BRANCHES = ['A', 'B', 'C'];
const VEHICLES = ['v1', 'v2', 'v3', 'v4'];
const MOMENTS = [0, 7, 20, 41, 59];
const branch = fc.constantFrom(...BRANCHES);
const anyItem = fc.record({
  from: fc.nat(60),
  length: fc.integer({ min: 1, max: 25 }),
  pickUpBranchId: branch,
  returnBranchId: fc.option(branch),
});
/** What happens to one of two timetables, the second of which is a fork of the first. */
const anyChange = fc.record({
  onFork: fc.boolean(),
  vehicleId: fc.constantFrom(...VEHICLES),
  branchId: branch,
  freeFrom: fc.nat(20),
  items: fc.option(fc.array(anyItem, { maxLength: 4 }), { freq: 4 }),
  asked: fc.boolean(),
});

type ChangeOf = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

function timelineOf({ vehicleId: id, branchId, freeFrom, items }: ChangeOf): Timeline {
  const vehicle: PlanVehicle = { id, classCode: 'c', branchId, freeFrom, fit: [] };
  return new Timeline(
    vehicle,
    (items ?? []).map(({ length, from, ...places }, index) => ({
      ...places,
      ...{ id: `${id}/${index}`, from, dueAt: from + length, until: from + length },
      ...{ vehicleId: id, fixed: false, started: false },
    })),
  );
}

/** As it is said, from each vehicle: nothing is kept between two questions. */
function leavesEnough(timelines: readonly Timeline[], wanted: PlanItem): boolean {
  const { pickUpBranchId, returnBranchId, from, until } = wanted;
  const standing = (at: number) =>
    timelines.reduce(
      (sum, { vehicle, items }) =>
        sum +
        Number(vehicle.branchId === pickUpBranchId) +
        items.filter((item) => item.returnBranchId === pickUpBranchId && item.until <= at).length -
        items.filter((item) => item.pickUpBranchId === pickUpBranchId && item.from <= at).length,
      0,
    );
  const end = returnBranchId === pickUpBranchId ? until : 200;
  // a vehicle more than is needed, from the pick-up on: one of those that stand there after all that begins then has left
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index).every(
    (at) => standing(at) > 0,
  );
}

describe('the book of a branch', () => {
  it('says after any changes, of a timetable and of its fork, what a look at each vehicle says', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 12 }), anyItem, (changes, { length, ...wish }) => {
        const original = Timetable.of<PlanItem>([], []);
        const wanted: PlanItem = {
          ...{ id: 'wanted', ...wish, dueAt: wish.from + length, until: wish.from + length },
          ...{ fixed: false, started: false },
        };
        const ask = (timetable: Timetable) => {
          const timelines = [...timetable.values()];
          const idsOf = (some: readonly Timeline[]) => some.map(({ vehicle }) => vehicle.id).sort();
          const told = BRANCHES.map((branchId) => [
            timetable.leavesEnough({ ...wanted, pickUpBranchId: branchId }),
            ...MOMENTS.map((at) => idsOf(timetable.standing(branchId, at))),
          ]);
          const seen = BRANCHES.map((branchId) => [
            leavesEnough(timelines, { ...wanted, pickUpBranchId: branchId }),
            ...MOMENTS.map((at) => idsOf(timelines.filter((one) => one.standAt(at)?.branchId === branchId))),
          ]);
          expect(told).toEqual(seen);
        };
        let fork: Timetable | undefined;
        for (const change of changes) {
          if (change.onFork) fork ??= original.fork();
          const timetable = (change.onFork && fork) || original;
          if (change.items) timetable.set(timelineOf(change));
          else timetable.delete(change.vehicleId);
          if (change.asked) ask(timetable);
        }
        ask(original);
        if (fork) ask(fork);
      }),
      { numRuns: 500 },
    );
  });
});
