import { isOwnUse, type Millis, type PlanItem, type PlanVehicle } from './plan';
import { byStart, isFit, placeAfter, type Timeline } from './timeline';

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

const KNOWN = new WeakMap<Timeline, PlanFault[]>();

/** Those of a timeline, which never changes: found once. */
export function faultsIn<Item extends PlanItem>(timeline: Timeline<Item>): PlanFault<Item>[] {
  let faults = KNOWN.get(timeline) as PlanFault<Item>[] | undefined;
  if (!faults) KNOWN.set(timeline, (faults = faultsOf(timeline.vehicle, timeline.items)));
  return faults;
}

/**
 * Walks a vehicle's items in order and names those that cannot be served as planned. What has begun is a fact, never a
 * fault: whatever else touches its time is. So is the company's own use, but for what has begun.
 */
export function faultsOf<Item extends PlanItem>(
  vehicle: PlanVehicle,
  items: readonly Item[],
): PlanFault<Item>[] {
  const faults: PlanFault<Item>[] = [];
  const begun = items.filter(({ started }) => started);
  const facts = items.filter((item) => item.started || isOwnUse(item));
  let freeFrom = vehicle.freeFrom;
  let branchId: string | null = vehicle.branchId;
  for (const item of [...items].sort(byStart)) {
    const isOwn = isOwnUse(item);
    const inTheWay = (isOwn ? begun : facts).filter(
      (other) => other !== item && other.from < item.until && item.from < other.until,
    );
    const freeAt = Math.max(isOwn ? -Infinity : freeFrom, ...inTheWay.map(({ until }) => until));
    const kind = item.started ? undefined : faultOf(vehicle, item, freeAt, branchId);
    if (kind) faults.push({ item, kind, freeAt, isFinal: vehicle.inFleet === false });
    freeFrom = Math.max(freeFrom, item.until);
    branchId = placeAfter(item, branchId);
  }
  return faults;
}

function faultOf(
  vehicle: PlanVehicle,
  item: PlanItem,
  freeAt: Millis,
  branchId: string | null,
): FaultKind | undefined {
  if (isOwnUse(item)) return item.from < freeAt ? 'vehicle-late' : undefined;
  if (vehicle.inFleet === false) return 'vehicle-unfit';
  if (item.from < freeAt) return 'vehicle-late';
  if (branchId !== item.pickUpBranchId) return 'vehicle-elsewhere';
  return isFit(vehicle, item) && !item.forbidden?.includes(vehicle.id) ? undefined : 'vehicle-unfit';
}
