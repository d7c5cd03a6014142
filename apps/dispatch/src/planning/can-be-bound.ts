import type { Plan, PlanItem, PlanVehicle } from './plan';

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

/** Vehicles of a plan that `item` may be promised and not be bound to. */
export function unboundable(
  { vehicles, items }: Plan,
  item: Pick<PlanItem, 'id' | 'pickUpBranchId'>,
): string[] {
  return vehicles.flatMap((vehicle) => (canBeBound(vehicle, items, item) ? [] : vehicle.id));
}
