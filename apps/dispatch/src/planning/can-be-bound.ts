import type { PlanItem, PlanVehicle } from './plan';
import type { Timeline } from './timeline';

/**
 * Whether the pick-up of `item` may be bound to the vehicle: it stands at the branch and was checked in, or a rental that
 * has begun brings it there. A rental that has not begun brings it nowhere: until the handover it stands where it is.
 * @param items what is planned on vehicles, among others on this one
 */
export function canBeBound(
  vehicle: PlanVehicle,
  items: readonly PlanItem[],
  item: Pick<PlanItem, 'id' | 'pickUpBranchId'>,
): boolean {
  const begun = items
    .filter(({ id, vehicleId, started }) => started && vehicleId === vehicle.id && id !== item.id)
    .sort((a, b) => a.from - b.from)
    .at(-1);
  if (begun) return begun.returnBranchId === item.pickUpBranchId;
  return vehicle.branchId === item.pickUpBranchId && !vehicle.awaitsCheckIn;
}

/** Vehicles that `item` may be promised and not be bound to. */
export function unboundable(
  timelines: Iterable<Timeline>,
  item: Pick<PlanItem, 'id' | 'pickUpBranchId'>,
): string[] {
  return Array.from(timelines).flatMap(({ vehicle, items }) =>
    canBeBound(vehicle, items, item) ? [] : vehicle.id,
  );
}
