import type { Millis, PlanItem } from './plan';
import type { Timeline } from './timeline';

/**
 * Whether the branch of pick-up has a vehicle more than it needs for as long as `wanted` would take one from it: how many
 * stand there at a time is the same however promises are dealt out among vehicles. Each vehicle counts as fit and ready
 * from the beginning, so false is certain: no dealing out serves all promises and `wanted`; true is only a hope.
 */
export function leavesEnough(timelines: Iterable<Timeline>, wanted: PlanItem): boolean {
  const branchId = wanted.pickUpBranchId;
  const until = wanted.returnBranchId === branchId ? wanted.until : Infinity;
  const later: { at: Millis; change: number }[] = [];
  let count = 0;
  const move = (at: Millis, change: number) => {
    if (at <= wanted.from) count += change;
    else if (at < until) later.push({ at, change });
  };
  for (const { vehicle, items } of timelines) {
    if (vehicle.branchId === branchId) count += 1;
    for (const item of items) {
      if (item.pickUpBranchId === branchId) move(item.from, -1);
      if (item.returnBranchId === branchId) move(item.until, 1);
    }
  }
  if (count < 1) return false;
  let least = count;
  // What comes back at a time can leave again at that time.
  for (const { change } of later.sort((a, b) => a.at - b.at || b.change - a.change)) {
    count += change;
    least = Math.min(least, count);
  }
  return least >= 1;
}
