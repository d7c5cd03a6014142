import type { BoardItem } from './board';
import type { CapacityPlanner } from './capacity-planner';
import type { ClassPlan } from './class-plan';
import { isOwnUse, type PlanVehicle } from './plan';
import { repairPlan } from './repair-plan';
import { Timeline } from './timeline';

/** A change that somebody thinks of making; several may be tried at once. */
export interface Change {
  /** Nothing is picked up or returned there any more, and what stands there is gone. */
  closedBranchId?: string;
  missingVehicleId?: string;
  /** Vehicles more, ready from the beginning and with all papers. */
  added?: { classCode: string; branchId: string; count: number };
}

export interface Consequences {
  /** As many of the class as there are. */
  promises: number;
  /** Of these, how many would get another vehicle. */
  moved: number;
  /** Had a vehicle, and would have none. */
  lost: BoardItem[];
  /** Had none, and would have one. */
  served: BoardItem[];
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
  const lost: BoardItem[] = [];
  const suspects = new Set<string>();
  const promises = [...Array.from(timetable.values()).flatMap(({ items }) => items), ...unplaced.values()];
  for (const { vehicle, items } of [...timetable.values()]) {
    const closed = items.filter((item) => !item.started && touches(item, change.closedBranchId));
    // One that is with a customer does not stand where it was picked up.
    const isThere = vehicle.branchId === change.closedBranchId && !items.some(({ started }) => started);
    const isGone = vehicle.id === change.missingVehicleId || isThere;
    if (closed.length === 0 && !isGone) continue;
    lost.push(...closed);
    suspects.add(vehicle.id);
    const left = items.filter((item) => !closed.includes(item));
    timetable.set(new Timeline(isGone ? { ...vehicle, inFleet: false, fit: [] } : vehicle, left));
  }
  for (const vehicle of vehiclesAdded(classCode, change)) timetable.set(new Timeline(vehicle, []));
  const repairs = [...repairPlan(planner, timetable, suspects).values()];
  const served: BoardItem[] = [];
  for (const wanted of [...unplaced.values()].sort((a, b) => a.from - b.from)) {
    if (isOwnUse(wanted) || touches(wanted, change.closedBranchId)) continue;
    const placements = planner.place(timetable, wanted);
    if (!placements) continue;
    timetable.adopt(placements);
    served.push(wanted);
  }
  return {
    promises: promises.length,
    moved: repairs.filter(({ kind }) => kind === 'moved').length,
    lost: [...lost, ...repairs.filter(({ kind }) => kind !== 'moved').map(({ item }) => item)],
    served,
  };
}

function touches({ pickUpBranchId, returnBranchId }: BoardItem, branchId: string | undefined): boolean {
  return branchId !== undefined && (pickUpBranchId === branchId || returnBranchId === branchId);
}

function vehiclesAdded(classCode: string, { added }: Change): PlanVehicle[] {
  if (added?.classCode !== classCode) return [];
  const { branchId, count } = added;
  const always = [{ from: -Infinity, to: Infinity }];
  return Array.from({ length: count }, (_, n) => {
    return { id: `added-${n}`, classCode, branchId, freeFrom: -Infinity, fit: always, inFleet: true };
  });
}
