import { unboundable } from './can-be-bound';
import type { RelocationTerms } from '../drives/relocation-terms';
import type { CapacityPlanner } from './capacity-planner';
import { leadOf, undriven } from './driven';
import { faultsIn, type FaultKind, type PlanFault } from './plan-faults';
import { isOwnUse, type Millis, type Placement, type PlanItem } from './plan';
import type { Timetable } from './timetable';

/** What becomes of an item, here as it was before, when its vehicle is late, elsewhere or unfit. */
export type Repair<Item extends PlanItem = PlanItem> = { item: Item } &
  /** `as`: as it is there, with the drive that it needs now, if any. */
  (
    | { kind: 'moved'; vehicleId: string; as: Item }
    /** Stays bound to its vehicle but starts later (with its drive, if it has one), when that is back. */
    | { kind: 'shifted'; from: Millis; fault: FaultKind }
    /** Stays bound to a vehicle that cannot serve it: a dispatcher has to act, or the vehicle becomes fit again. */
    | { kind: 'stuck'; fault: FaultKind }
    | { kind: 'unplaced'; fault: FaultKind }
  );

/** By the ids of the items. */
export type Repairs<Item extends PlanItem = PlanItem> = Map<string, Repair<Item>>;

/**
 * Makes the plan drivable again after something happened to `vehicleIds`. Nothing that has begun is touched; each item is
 * treated once, so it ends. Bound items are moved only when their own vehicle cannot serve them. Whose drive has come to nothing
 * is planned again without it: on its own vehicle where that is there by now, on another one, and only then with a drive.
 * @param timetable becomes what the repairs say
 * @param terms of drives to pick-ups; absent where there are none
 */
export function repairPlan<Item extends PlanItem>(
  planner: CapacityPlanner,
  timetable: Timetable<Item>,
  vehicleIds: Iterable<string>,
  terms?: RelocationTerms,
): Repairs<Item> {
  const suspects = new Set(vehicleIds);
  const repairs: Repairs<Item> = new Map();
  const treated = new Set<string>();
  for (;;) {
    const fault = firstFault(timetable, suspects, treated);
    if (!fault) return repairs;
    const { item } = fault;
    treated.add(item.id);
    timetable.remove(item);
    const placements = otherPlace(planner, timetable, item, terms);
    if (placements) {
      for (const { item: moved } of placements) if (moved.vehicleId) suspects.add(moved.vehicleId);
      noteMoves(repairs, placements, item);
      timetable.adopt(placements);
    } else {
      const repair = withoutOtherVehicle(fault);
      if (repair.kind !== 'unplaced')
        timetable.add(repair.kind === 'shifted' ? { ...item, from: repair.from } : item);
      repairs.set(item.id, repair);
    }
  }
}

/** Who moves twice was first where it was. @param treated as it was before a place was looked for */
export function noteMoves<Item extends PlanItem>(
  repairs: Repairs<Item>,
  placements: readonly Placement<Item>[],
  treated?: Item,
): void {
  for (const { item: as, vehicleId } of placements) {
    const before = treated?.id === as.id ? treated : as;
    repairs.set(as.id, { kind: 'moved', item: repairs.get(as.id)?.item ?? before, vehicleId, as });
  }
}

/** Who is bound waits for a vehicle now: one that is there comes before one that is still expected. */
function otherPlace<Item extends PlanItem>(
  planner: CapacityPlanner,
  timetable: Timetable<Item>,
  item: Item,
  terms: RelocationTerms | undefined,
): Placement<Item>[] | undefined {
  if (isOwnUse(item)) return undefined;
  const wanted = { ...undriven(item), vehicleId: undefined };
  const own = item.vehicleId === undefined ? [] : [item.vehicleId];
  const standing = item.drive && timetable.get(item.vehicleId ?? '');
  if (standing?.fitOf(wanted)) return [{ item: wanted, vehicleId: standing.vehicle.id }];
  const there = item.fixed
    ? planner.place(
        timetable,
        wanted,
        new Set([...own, ...unboundable(timetable.at(wanted.pickUpBranchId), wanted)]),
      )
    : undefined;
  const found = there ?? planner.place(timetable, wanted, new Set(own));
  return found ?? (terms && planner.relocate(timetable, wanted, terms));
}

function firstFault<Item extends PlanItem>(
  timetable: Timetable<Item>,
  suspects: ReadonlySet<string>,
  treated: ReadonlySet<string>,
): PlanFault<Item> | undefined {
  let first: PlanFault<Item> | undefined;
  for (const vehicleId of suspects) {
    const timeline = timetable.get(vehicleId);
    const fault = timeline && faultsIn(timeline).find(({ item }) => !treated.has(item.id));
    // Bound items first: their pick-up is near, so they choose before those that are only planned.
    if (fault && (!first || Number(fault.item.fixed) > Number(first.item.fixed))) first = fault;
  }
  return first;
}

function withoutOtherVehicle<Item extends PlanItem>({
  item,
  kind: fault,
  freeAt,
  isFinal,
}: PlanFault<Item>): Repair<Item> {
  const isKept = item.fixed && !isFinal;
  if (isKept && fault !== 'vehicle-late') return { kind: 'stuck', item, fault };
  if (isKept && freeAt + leadOf(item) < item.dueAt) return { kind: 'shifted', item, from: freeAt, fault };
  return { kind: 'unplaced', item, fault };
}
