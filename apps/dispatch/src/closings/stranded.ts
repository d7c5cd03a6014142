import { needsClosed, type ClosedBranch } from '../planning/change';
import type { PlanItem } from '../planning/plan';
import { faultsIn, type PlanFault } from '../planning/plan-faults';
import type { Timeline } from '../planning/timeline';

/** Promises elsewhere that count on a vehicle which comes through the branch that closes, in their order. */
export function strandedBy<Item extends PlanItem>(timeline: Timeline<Item>, closed: ClosedBranch): Item[] {
  const needing = timeline.items.filter((item) => needsClosed(item, closed));
  if (needing.length === 0) return [];
  const gone = new Set(needing.map(({ id }) => id));
  const stranded: Item[] = [];
  for (;;) {
    const fault = newFault(timeline, gone);
    if (!fault) return stranded.sort((a, b) => a.from - b.from);
    stranded.push(fault.item);
    gone.add(fault.item.id);
  }
}

/** What could not be served any more without those that are gone, though it could before. */
export function newFault<Item extends PlanItem>(
  timeline: Timeline<Item>,
  gone: ReadonlySet<string>,
): PlanFault<Item> | undefined {
  const known = new Set(faultsIn(timeline).map(({ item }) => item.id));
  return faultsIn(timeline.without(gone)).find(({ item }) => !known.has(item.id));
}
