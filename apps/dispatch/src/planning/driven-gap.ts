import type { Drive } from '../drives/network';
import type { RelocationTerms } from '../drives/relocation-terms';
import type { Use } from './branch-book';
import { driven, leadOf, undriven } from './driven';
import type { Placement, PlanItem } from './plan';
import { mayServe, type Fit, type Timeline } from './timeline';

/** Room on a vehicle that has to be driven before the wanted use, after it, or both. */
export interface DrivenGap<Item extends PlanItem> extends Fit {
  readonly vehicleId: string;
  /** Of what has to be driven more than before; below zero where the wanted use saves a drive. */
  readonly costFen: number;
  readonly placements: Placement<Item>[];
}

/**
 * Whether the vehicle has room for a use.
 * @param item with the drive that brings the vehicle to the pick-up; without one where it is to stand there
 */
export function drivenGap<Item extends PlanItem>(
  timeline: Timeline<Item>,
  item: Item,
  terms: RelocationTerms,
): DrivenGap<Item> | undefined {
  const { vehicle, items, anchor } = timeline;
  const stand = timeline.standAt(item.from);
  if (stand?.branchId !== item.pickUpBranchId || !mayServe(vehicle, item)) return undefined;
  const next = items[stand.index];
  const after = next && follow(next, item, terms);
  if (next && !(after && after.from >= item.until && mayServe(vehicle, after))) return undefined;
  const placements = [{ item, vehicleId: vehicle.id }];
  if (after && after !== next) placements.push({ item: after, vehicleId: vehicle.id });
  return {
    vehicleId: vehicle.id,
    costFen: costOf(item.drive) + costOf(after?.drive) - costOf(next?.drive),
    placements,
    risky: anchor !== item.pickUpBranchId,
    idle: item.from - stand.from + (after ? after.from - item.until : 0),
  };
}

/** False where {@link drivenGap} finds no room, whatever the drives: what follows begins too soon, even without one. */
export function isLongEnough(timeline: Timeline, { from, until }: Use): boolean {
  const stand = timeline.standAt(from);
  const next = stand && timeline.items[stand.index];
  return stand !== undefined && (!next || next.from + leadOf(next) >= until);
}

/** What follows on the vehicle, from where `before` leaves it: as it is, without its drive, or with another one. */
function follow<Item extends PlanItem>(
  next: Item,
  { returnBranchId }: PlanItem,
  { network, notBefore }: RelocationTerms,
): Item | undefined {
  if (returnBranchId === null) return undefined;
  if (next.pickUpBranchId === returnBranchId) return next;
  // Nobody changes what is bound or begun for the sake of others.
  if (next.fixed || next.started) return undefined;
  const alone = undriven(next);
  if (alone.pickUpBranchId === returnBranchId) return alone;
  const drive = network.between(returnBranchId, alone.pickUpBranchId);
  return drive && alone.from - drive.ms >= notBefore ? driven(alone, drive) : undefined;
}

function costOf(drive: Drive | undefined): number {
  return drive?.costFen ?? 0;
}
