import type { PlanItem } from './plan';
import type { Timeline } from './timeline';

/**
 * Whether the branch of pick-up has a vehicle more than it needs for as long as `wanted` would take one from it: how many
 * stand there at a time is the same however promises are dealt out among vehicles. Each vehicle counts as fit and ready
 * from the beginning, so false is certain: no dealing out serves all promises and `wanted`; true is only a hope.
 */
export function leavesEnough(timelines: Iterable<Timeline>, wanted: PlanItem): boolean {
  const branchId = wanted.pickUpBranchId;
  const [begins, ends] = [
    2 * wanted.from + 1,
    wanted.returnBranchId === branchId ? 2 * wanted.until : Infinity,
  ];
  const later: number[] = [];
  let count = 0;
  for (const timeline of timelines) {
    if (timeline.vehicle.branchId === branchId) count += 1;
    for (const change of timeline.changesAt(branchId)) {
      if (change <= begins) count += afterIt(change);
      else if (change < ends) later.push(change);
    }
  }
  if (count < 1) return false;
  for (const change of Float64Array.from(later).sort()) {
    count += afterIt(change);
    if (count < 1) return false;
  }
  return true;
}

function afterIt(change: number): 1 | -1 {
  return change % 2 === 0 ? 1 : -1;
}
