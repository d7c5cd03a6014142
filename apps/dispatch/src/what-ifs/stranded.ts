import { needsClosed, type ClosedBranch } from '../planning/change';
import type { PlanItem } from '../planning/plan';
import { faultsIn } from '../planning/plan-faults';
import type { Timeline } from '../planning/timeline';

/**
 * Promises elsewhere that count on a vehicle which comes through the branch that closes, the last first: so each can leave the
 * vehicle without that one after it is left alone.
 */
export function strandedBy<Item extends PlanItem>(timeline: Timeline<Item>, closed: ClosedBranch): Item[] {
  const needing = timeline.items.filter((item) => needsClosed(item, closed));
  if (needing.length === 0) return [];
  const known = faulty(timeline);
  const stranded: Item[] = [];
  let rest = timeline.without(new Set(needing.map(({ id }) => id)));
  for (;;) {
    const fault = faultsIn(rest).find(({ item }) => !known.has(item.id));
    if (!fault) return stranded.sort((a, b) => b.from - a.from);
    stranded.push(fault.item);
    rest = rest.without(new Set([fault.item.id]));
  }
}

/** Whether all else on the vehicle is served as before when `item` leaves it. */
export function mayLeave<Item extends PlanItem>(timeline: Timeline<Item>, { id }: Item): boolean {
  const known = faulty(timeline);
  return faultsIn(timeline.without(new Set([id]))).every(({ item }) => known.has(item.id));
}

function faulty(timeline: Timeline): Set<string> {
  return new Set(faultsIn(timeline).map(({ item }) => item.id));
}
