import type { PlanItem, PlanVehicle } from '@houtai/dispatch/planning/plan';
import { StepwisePlanner } from '@houtai/dispatch/planning/stepwise-planner';
import { Timetable } from '@houtai/dispatch/planning/timetable';
import type { Outcome } from './outcome';
import type { AskedWish, Scenario } from './scenario';

export type Timetables = ReadonlyMap<string, Timetable>;

const planner = new StepwisePlanner();

export function timetablesOf({ classCodes, vehicles }: Scenario): Timetables {
  return new Map(
    classCodes.map((classCode) => {
      const ofClass = vehicles.filter((vehicle) => vehicle.classCode === classCode);
      return [classCode, Timetable.of(ofClass.map(toPlanVehicle), [])];
    }),
  );
}

/** Answers wishes in their order as the service does: no relocation, and a class above where the promised one is full. */
export function planAll(
  timetables: Timetables,
  wishes: readonly AskedWish[],
): Outcome & { readonly moved: number[] } {
  const outcome = { served: [] as AskedWish[], relocationFen: 0, ms: [] as number[], moved: [] as number[] };
  for (const wish of wishes) {
    const began = performance.now();
    const item = toItem(wish);
    for (const classCode of wish.classes) {
      const timetable = timetables.get(classCode);
      const placements = timetable && planner.place(timetable, item);
      if (!placements) continue;
      timetable.adopt(placements);
      outcome.served.push(wish);
      outcome.moved.push(placements.length - 1);
      break;
    }
    outcome.ms.push(performance.now() - began);
  }
  return outcome;
}

function toPlanVehicle({
  id,
  classCode,
  branchId,
  freeFrom,
  fit,
}: Scenario['vehicles'][number]): PlanVehicle {
  return { id, classCode, branchId, freeFrom, fit };
}

function toItem({ id, pickUpBranchId, returnBranchId, from, dueAt, until }: AskedWish): PlanItem {
  return { id, pickUpBranchId, returnBranchId, from, dueAt, until, fixed: false, started: false };
}
