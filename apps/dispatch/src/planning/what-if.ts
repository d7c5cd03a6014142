import type { BoardItem } from './board';
import type { CapacityPlanner } from './capacity-planner';
import { ALWAYS, needsClosed, vehiclesToMove, withoutSpan, type Change, type MovedVehicles } from './change';
import type { ClassPlan } from './class-plan';
import { isOwnUse, type Placement, type PlanVehicle } from './plan';
import { repairPlan } from './repair-plan';
import { Timeline } from './timeline';

export interface Consequences {
  /** As many of the class as there are. */
  promises: number;
  /** Those that would get another vehicle, here as they are now. */
  moved: Placement<BoardItem>[];
  /** Had a vehicle, and would have none. */
  lost: BoardItem[];
  /** Had none, and would have one. */
  served: BoardItem[];
  /** Which vehicles would stand at the other branch. */
  vehiclesMoved: string[];
}

/**
 * What a change would mean for the promises of a class: those that it hits are planned again, then those without a vehicle. Only a
 * thought: the plan given is the caller's copy, and nothing is stored.
 */
export function whatIf(
  planner: CapacityPlanner,
  classCode: string,
  { timetable, unplaced }: ClassPlan,
  change: Change,
): Consequences {
  const { closed, missing } = change;
  const moved = change.moved?.classCode === classCode ? change.moved : undefined;
  const vehiclesMoved = moved ? vehiclesToMove(timetable.values(), moved) : [];
  const lost: BoardItem[] = [];
  const suspects = new Set<string>();
  let promises = unplaced.size;
  for (const { vehicle, items } of [...timetable.values()]) {
    promises += items.length;
    const cut = items.filter((item) => needsClosed(item, closed));
    const isMissing = vehicle.id === missing?.vehicleId;
    const isMoved = vehiclesMoved.includes(vehicle.id);
    if (cut.length === 0 && !isMissing && !isMoved) continue;
    lost.push(...cut);
    suspects.add(vehicle.id);
    const left = items.filter((item) => !cut.includes(item));
    if (moved && isMoved) left.push(drive(vehicle, moved));
    timetable.set(new Timeline(isMissing ? withoutSpan(vehicle, missing.span) : vehicle, left));
  }
  for (const vehicle of vehiclesAdded(classCode, change)) timetable.set(new Timeline(vehicle, []));
  const repairs = [...repairPlan(planner, timetable, suspects).values()];
  const served: BoardItem[] = [];
  for (const wanted of [...unplaced.values()].sort((a, b) => a.from - b.from)) {
    if (isOwnUse(wanted) || needsClosed(wanted, closed)) continue;
    const placements = planner.place(timetable, wanted);
    if (!placements) continue;
    timetable.adopt(placements);
    served.push(wanted);
  }
  return {
    promises,
    // one that no longer has to be driven may stay on its vehicle
    moved: repairs.flatMap((repair) =>
      repair.kind === 'moved' && repair.vehicleId !== repair.item.vehicleId ? repair : [],
    ),
    lost: [...lost, ...repairs.filter(({ kind }) => kind !== 'moved').map(({ item }) => item)],
    served,
    vehiclesMoved,
  };
}

/** In the plan, a vehicle is elsewhere from a moment on because the company takes it there. */
function drive({ id: vehicleId, classCode }: PlanVehicle, moved: MovedVehicles): BoardItem {
  const { fromBranchId, toBranchId, at } = moved;
  return {
    ...{
      id: `moved-${vehicleId}`,
      reservationId: '',
      holdIds: [],
      subjectKind: 'transfer',
      classCode,
      vehicleId,
    },
    ...{ pickUpBranchId: fromBranchId, returnBranchId: toBranchId, fixed: true, started: false },
    ...{ from: at, plannedFrom: at, dueAt: at, until: at },
  };
}

const ADDED = 'added-';

/** Whether a vehicle in what {@link whatIf} says is one of those that there are not yet. */
export function isAdded(vehicleId: string): boolean {
  return vehicleId.startsWith(ADDED);
}

function vehiclesAdded(classCode: string, { added }: Change): PlanVehicle[] {
  if (added?.classCode !== classCode) return [];
  const { branchId, count } = added;
  return Array.from({ length: count }, (_, n) => {
    return { id: `${ADDED}${n}`, classCode, branchId, freeFrom: -Infinity, fit: [ALWAYS], inFleet: true };
  });
}
