import { unboundable } from './can-be-bound';
import type { CapacityPlanner } from './capacity-planner';
import { faultsOf, type FaultKind, type PlanFault } from './plan-faults';
import { isOwnUse, type Millis, type Placement, type PlanItem } from './plan';
import type { Timetable } from './timetable';

/** What becomes of an item when its vehicle is late, elsewhere or unfit. */
export type Repair =
  | { kind: 'moved'; itemId: string; vehicleId: string }
  /** Stays bound to its vehicle but starts later, when that is back. */
  | { kind: 'shifted'; itemId: string; from: Millis; fault: FaultKind }
  /** Stays bound to a vehicle that cannot serve it: a dispatcher has to act, or the vehicle becomes fit again. */
  | { kind: 'stuck'; itemId: string; fault: FaultKind }
  | { kind: 'unplaced'; itemId: string; fault: FaultKind };

/**
 * Makes the plan drivable again after something happened to `vehicleIds`. Nothing that has begun is touched; each item is
 * treated once, so it ends. Bound items are moved only when their own vehicle cannot serve them.
 * @param timetable becomes what the repairs say
 */
export function repairPlan<Item extends PlanItem>(
  planner: CapacityPlanner,
  timetable: Timetable<Item>,
  vehicleIds: Iterable<string>,
): Map<string, Repair> {
  const suspects = new Set(vehicleIds);
  const repairs = new Map<string, Repair>();
  const treated = new Set<string>();
  for (;;) {
    const fault = firstFault(timetable, suspects, treated);
    if (!fault) return repairs;
    const { item } = fault;
    treated.add(item.id);
    const timeline = timetable.get(item.vehicleId ?? '');
    if (timeline) timetable.set(timeline.without(new Set([item.id])));
    const placements = otherPlace(planner, timetable, item);
    if (placements) {
      for (const { item: moved, vehicleId } of placements) {
        if (moved.vehicleId) suspects.add(moved.vehicleId);
        repairs.set(moved.id, { kind: 'moved', itemId: moved.id, vehicleId });
      }
      timetable.adopt(placements);
    } else {
      const { repair, stays } = withoutOtherVehicle(fault);
      if (timeline && stays) timetable.set(timeline.without(new Set([item.id])).with(stays));
      repairs.set(item.id, repair);
    }
  }
}

/** Who is bound waits for a vehicle now: one that is there comes before one that is still expected. */
function otherPlace<Item extends PlanItem>(
  planner: CapacityPlanner,
  timetable: Timetable<Item>,
  item: Item,
): Placement<Item>[] | undefined {
  if (isOwnUse(item)) return undefined;
  const wanted = { ...item, vehicleId: undefined };
  const own = item.vehicleId === undefined ? [] : [item.vehicleId];
  const there = item.fixed
    ? planner.place(timetable, wanted, new Set([...own, ...unboundable(timetable.values(), item)]))
    : undefined;
  return there ?? planner.place(timetable, wanted, new Set(own));
}

function firstFault<Item extends PlanItem>(
  timetable: Timetable<Item>,
  suspects: ReadonlySet<string>,
  treated: ReadonlySet<string>,
): PlanFault<Item> | undefined {
  let first: PlanFault<Item> | undefined;
  for (const { vehicle, items } of timetable.values()) {
    if (!suspects.has(vehicle.id)) continue;
    const fault = faultsOf(vehicle, items).find(({ item }) => !treated.has(item.id));
    // Bound items first: their pick-up is near, so they choose before those that are only planned.
    if (fault && (!first || Number(fault.item.fixed) > Number(first.item.fixed))) first = fault;
  }
  return first;
}

/** @returns with the item as it stays on its vehicle, if it does */
function withoutOtherVehicle<Item extends PlanItem>({
  item,
  kind,
  freeAt,
  isFinal,
}: PlanFault<Item>): {
  repair: Repair;
  stays?: Item;
} {
  const isKept = item.fixed && !isFinal;
  if (isKept && kind !== 'vehicle-late')
    return { repair: { kind: 'stuck', itemId: item.id, fault: kind }, stays: item };
  if (isKept && freeAt < item.dueAt) {
    const repair = { kind: 'shifted', itemId: item.id, from: freeAt, fault: kind } as const;
    return { repair, stays: { ...item, from: freeAt } };
  }
  return { repair: { kind: 'unplaced', itemId: item.id, fault: kind } };
}
