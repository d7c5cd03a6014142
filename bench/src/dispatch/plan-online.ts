import type { Drive } from '@houtai/dispatch/drives/network';
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

/** Most that drives for one promise cost for each day begun, in fen: the service's default. */
const MOST_FEN_PER_DAY = 10_000;

/**
 * Answers wishes in their order as the service does: in the class promised, with a vehicle that is driven there where the
 * company drives, in the class above.
 */
export function planAll(
  timetables: Timetables,
  { network }: Pick<Scenario, 'network'>,
  wishes: readonly AskedWish[],
  { relocates = true } = {},
): Outcome & { readonly moved: number[] } {
  const outcome = { served: [] as AskedWish[], relocationFen: 0, ms: [] as number[], moved: [] as number[] };
  for (const wish of wishes) {
    const began = performance.now();
    const item = toItem(wish);
    const terms = { network, notBefore: Math.max(0, wish.askedAt), mostFenPerDay: MOST_FEN_PER_DAY };
    for (const classCode of wish.classes) {
      const timetable = timetables.get(classCode);
      const placements =
        timetable &&
        (planner.place(timetable, item) ??
          (relocates ? planner.relocate(timetable, item, terms) : undefined));
      if (!placements) continue;
      timetable.adopt(placements);
      outcome.served.push(wish);
      outcome.moved.push(placements.length - 1);
      break;
    }
    outcome.ms.push(performance.now() - began);
  }
  outcome.relocationFen = drivesOf(timetables).reduce((sum, { costFen }) => sum + costFen, 0);
  return outcome;
}

function drivesOf(timetables: Timetables): Drive[] {
  return [...timetables.values()].flatMap((timetable) =>
    [...timetable.values()].flatMap(({ items }) => items.flatMap(({ drive }) => drive ?? [])),
  );
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
