import type { Drive } from '@houtai/dispatch/drives/network';
import { undriven } from '@houtai/dispatch/planning/driven';
import { faultsOf } from '@houtai/dispatch/planning/plan-faults';
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

/** As the service does by default: a run so often, and what is picked up sooner is bound to its vehicle. */
const RUN_EVERY = 6 * 3_600_000;
const BOUND_BEFORE = 24 * 3_600_000;

/**
 * Answers wishes in their order as the service does: in the class promised, with a vehicle that is driven there where the
 * company drives, in the class above. A run of the optimiser gives up drives that are no longer needed; what else it does is
 * left out.
 */
export function planAll(
  timetables: Timetables,
  { network }: Pick<Scenario, 'network'>,
  wishes: readonly AskedWish[],
  { relocates = true } = {},
): Outcome & { readonly moved: number[] } {
  const outcome = { served: [] as AskedWish[], relocationFen: 0, ms: [] as number[], moved: [] as number[] };
  let nextRun = -Infinity;
  for (const wish of wishes) {
    if (relocates && wish.askedAt >= nextRun) {
      spareDrives(timetables, wish.askedAt);
      nextRun = wish.askedAt + RUN_EVERY;
    }
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

/** Only where that leaves nothing that follows on the vehicle without its place. */
function spareDrives(timetables: Timetables, now: number): void {
  for (const timetable of timetables.values()) {
    for (const item of [...timetable.values()].flatMap(({ items }) => items)) {
      const alone = undriven(item);
      if (!item.drive || alone.from - now < BOUND_BEFORE || item.from <= now) continue;
      timetable.remove(item);
      const placements = planner.place(timetable, { ...alone, vehicleId: undefined });
      const left = timetable.get(item.vehicleId ?? '');
      if (placements && left && faultsOf(left.vehicle, left.items).length === 0) timetable.adopt(placements);
      else timetable.add(item);
    }
  }
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
