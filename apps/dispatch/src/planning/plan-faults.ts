import type { Millis, PlanItem, PlanVehicle } from './plan';
import { byStart, isFit } from './timeline';

/** Why a planned use cannot be served: the vehicle is not back, stands at another branch, or may not be driven. */
export type FaultKind = 'vehicle-late' | 'vehicle-elsewhere' | 'vehicle-unfit';

export interface PlanFault<Item extends PlanItem = PlanItem> {
  item: Item;
  kind: FaultKind;
  /** When the vehicle is free again at that point of its day. */
  freeAt: Millis;
  /** The vehicle has left the fleet: waiting for it helps nobody. */
  isFinal: boolean;
}

/**
 * Walks a vehicle's items in order and names those that cannot be served as planned. What has begun is a fact, never a
 * fault: whatever else touches its time is.
 */
export function faultsOf<Item extends PlanItem>(
  vehicle: PlanVehicle,
  items: readonly Item[],
): PlanFault<Item>[] {
  const faults: PlanFault<Item>[] = [];
  const begun = items.filter(({ started }) => started);
  let freeFrom = vehicle.freeFrom;
  let branchId: string | null = vehicle.branchId;
  for (const item of [...items].sort(byStart)) {
    const inTheWay = begun.filter((other) => other.from < item.until && item.from < other.until);
    const freeAt = Math.max(freeFrom, ...inTheWay.map(({ until }) => until));
    const kind = item.started ? undefined : faultOf(vehicle, item, freeAt, branchId);
    if (kind) faults.push({ item, kind, freeAt, isFinal: vehicle.inFleet === false });
    freeFrom = Math.max(freeFrom, item.until);
    branchId = item.returnBranchId;
  }
  return faults;
}

function faultOf(
  vehicle: PlanVehicle,
  item: PlanItem,
  freeAt: Millis,
  branchId: string | null,
): FaultKind | undefined {
  if (vehicle.inFleet === false) return 'vehicle-unfit';
  if (item.from < freeAt) return 'vehicle-late';
  if (branchId !== item.pickUpBranchId) return 'vehicle-elsewhere';
  return isFit(vehicle, item) ? undefined : 'vehicle-unfit';
}
