import { undriven } from './driven';
import { isOwnUse, type Millis, type PlanItem, type PlanVehicle, type Span } from './plan';
import { isFit, type Timeline } from './timeline';

/** A change that somebody thinks of making; several may be tried at once. */
export interface Change {
  closed?: ClosedBranch;
  missing?: MissingVehicle;
  /** Vehicles more, ready from the beginning and with all papers. */
  added?: { classCode: string; branchId: string; count: number };
  moved?: MovedVehicles;
}

/** Nothing is picked up or returned there meanwhile. The company itself may still take vehicles there or away. */
export interface ClosedBranch {
  branchId: string;
  span: Span;
}

export interface MissingVehicle {
  vehicleId: string;
  span: Span;
}

/** So many of the class that stand at a branch at a moment stand at another from then on. The drive takes no time. */
export interface MovedVehicles {
  classCode: string;
  fromBranchId: string;
  toBranchId: string;
  count: number;
  at: Millis;
}

export const ALWAYS: Span = { from: -Infinity, to: Infinity };

/** Whether a rental is to be picked up or returned at the branch while it is closed. One that has begun was picked up. */
export function touches(planned: PlanItem, { branchId, span }: ClosedBranch): boolean {
  if (isOwnUse(planned)) return false;
  const item = undriven(planned);
  const isClosedAt = (at: Millis) => span.from <= at && at < span.to;
  const isPickUp = !item.started && item.pickUpBranchId === branchId && isClosedAt(item.from);
  return isPickUp || (item.returnBranchId === branchId && isClosedAt(item.dueAt));
}

/** The same of what can still be changed. */
export function needsClosed(item: PlanItem, closed: ClosedBranch | undefined): boolean {
  return closed !== undefined && !item.started && touches(item, closed);
}

/** The vehicle as if it could not be driven in that time. */
export function withoutSpan(vehicle: PlanVehicle, { from, to }: Span): PlanVehicle {
  const fit = vehicle.fit.flatMap((span) => [
    { from: span.from, to: Math.min(span.to, from) },
    { from: Math.max(span.from, to), to: span.to },
  ]);
  return { ...vehicle, fit: fit.filter((span) => span.from < span.to) };
}

/**
 * Vehicles that stand at the branch at that moment and may be driven. Those with nothing to do for the longest time are
 * taken, so that as few promises as possible need another one; fewer than wished where no more stand there.
 */
export function vehiclesToMove(
  timelines: Iterable<Timeline>,
  { fromBranchId, count, at }: MovedVehicles,
): string[] {
  const standing = Array.from(timelines).flatMap((timeline) => {
    const { vehicle } = timeline;
    const stand = timeline.standAt(at);
    const isThere = stand?.branchId === fromBranchId && isFit(vehicle, { from: at, dueAt: at + 1 });
    return isThere ? { id: vehicle.id, freeUntil: stand.to } : [];
  });
  const byFreedom = standing.sort((a, b) =>
    a.freeUntil === b.freeUntil ? (a.id < b.id ? -1 : 1) : b.freeUntil - a.freeUntil,
  );
  return byFreedom.slice(0, count).map(({ id }) => id);
}
