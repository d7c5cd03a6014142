import { unboundable } from './can-be-bound';
import type { CapacityPlanner } from './capacity-planner';
import { faultsOf, type FaultKind, type PlanFault } from './plan-faults';
import type { Millis, Placement, Plan, PlanItem } from './plan';

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
 */
export function repairPlan(
  planner: CapacityPlanner,
  plan: Plan,
  vehicleIds: Iterable<string>,
): Map<string, Repair> {
  const items = new Map(plan.items.map((item) => [item.id, item]));
  const suspects = new Set(vehicleIds);
  const repairs = new Map<string, Repair>();
  const treated = new Set<string>();
  for (;;) {
    const fault = firstFault(plan, items, suspects, treated);
    if (!fault) return repairs;
    treated.add(fault.item.id);
    items.delete(fault.item.id);
    const moves = otherPlace(planner, { vehicles: plan.vehicles, items: [...items.values()] }, fault.item);
    items.set(fault.item.id, fault.item);
    if (moves) {
      for (const { itemId, vehicleId } of moves) {
        const item = items.get(itemId);
        if (!item) continue;
        if (item.vehicleId) suspects.add(item.vehicleId);
        items.set(itemId, { ...item, vehicleId });
        repairs.set(itemId, { kind: 'moved', itemId, vehicleId });
      }
    } else {
      const stayed = withoutOtherVehicle(fault, items);
      repairs.set(fault.item.id, stayed);
    }
  }
}

/** Who is bound waits for a vehicle now: one that is there comes before one that is still expected. */
function otherPlace(planner: CapacityPlanner, plan: Plan, item: PlanItem): Placement[] | undefined {
  const wanted = { ...item, vehicleId: undefined };
  const own = item.vehicleId === undefined ? [] : [item.vehicleId];
  const there = item.fixed
    ? planner.place(plan, wanted, new Set([...own, ...unboundable(plan, item)]))
    : undefined;
  return there ?? planner.place(plan, wanted, new Set(own));
}

function firstFault(
  plan: Plan,
  items: ReadonlyMap<string, PlanItem>,
  suspects: ReadonlySet<string>,
  treated: ReadonlySet<string>,
): PlanFault | undefined {
  let first: PlanFault | undefined;
  for (const vehicle of plan.vehicles) {
    if (!suspects.has(vehicle.id)) continue;
    const own = [...items.values()].filter(({ vehicleId }) => vehicleId === vehicle.id);
    const fault = faultsOf(vehicle, own).find(({ item }) => !treated.has(item.id));
    // Bound items first: their pick-up is near, so they choose before those that are only planned.
    if (fault && (!first || Number(fault.item.fixed) > Number(first.item.fixed))) first = fault;
  }
  return first;
}

function withoutOtherVehicle(
  { item, kind, freeAt, isFinal }: PlanFault,
  items: Map<string, PlanItem>,
): Repair {
  const stays = item.fixed && !isFinal;
  if (stays && kind !== 'vehicle-late') return { kind: 'stuck', itemId: item.id, fault: kind };
  if (stays && freeAt < item.dueAt) {
    items.set(item.id, { ...item, from: freeAt });
    return { kind: 'shifted', itemId: item.id, from: freeAt, fault: kind };
  }
  items.set(item.id, { ...item, vehicleId: undefined });
  return { kind: 'unplaced', itemId: item.id, fault: kind };
}
