import type { Drive } from '../drives/network';
import type { PlanItem } from './plan';

/**
 * The use together with the drive that brings its vehicle to the pick-up, just in time. Both are one item, which begins where
 * and when the vehicle leaves: whatever moves it moves both, and no vehicle has one without the other.
 */
export function driven<Item extends PlanItem>(item: Item, drive: Drive): Item {
  const alone = undriven(item);
  return { ...alone, drive, pickUpBranchId: drive.fromBranchId, from: alone.from - drive.ms };
}

/** The use alone, at its own place and time. */
export function undriven<Item extends PlanItem>(item: Item): Item {
  const { drive } = item;
  if (!drive) return item;
  return { ...item, drive: undefined, pickUpBranchId: drive.toBranchId, from: item.from + drive.ms };
}

/** How long the vehicle is on its way before the use itself begins. */
export function leadOf({ drive }: Pick<PlanItem, 'drive'>): number {
  return drive?.ms ?? 0;
}
