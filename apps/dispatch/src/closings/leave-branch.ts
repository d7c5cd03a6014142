import type { CapacityPlanner } from '../planning/capacity-planner';
import { needsClosed, type ClosedBranch } from '../planning/change';
import type { Placement, PlanItem } from '../planning/plan';
import type { Timeline } from '../planning/timeline';
import type { Timetable } from '../planning/timetable';
import { newFault, strandedBy } from './stranded';

/**
 * Other vehicles for promises of other branches that count on a vehicle which comes through one that closes. What is promised at
 * that branch stays where it is: so does whatever it, or what finds no other vehicle, counts on, and what is bound or pinned.
 * @param timetable of all vehicles; it loses those that come through the branch: nothing goes there
 * @param asWanted makes of an item what a place is looked for
 */
export function leaveBranch<Item extends PlanItem>(
  planner: CapacityPlanner,
  timetable: Timetable<Item>,
  closed: ClosedBranch,
  asWanted: (item: Item) => Item,
): Placement<Item>[] {
  const concerned = [...timetable.values()].filter(({ items }) =>
    items.some((item) => needsClosed(item, closed)),
  );
  for (const { vehicle } of concerned) timetable.delete(vehicle.id);
  const found = new Map<string, Placement<Item>>();
  let others = timetable;
  for (const timeline of concerned) {
    const stranded = strandedBy(timeline, closed).filter(({ fixed }) => !fixed);
    const moved = moveFrom(planner, others, timeline, stranded.map(asWanted));
    // Who moves twice was first where it was, and is where it came last.
    for (const { item, vehicleId } of moved.placements)
      found.set(item.id, { item: found.get(item.id)?.item ?? item, vehicleId });
    others = moved.others;
  }
  return [...found.values()];
}

/** Each round at least one more stays, for whose sake another could not be served: so it ends. */
function moveFrom<Item extends PlanItem>(
  planner: CapacityPlanner,
  others: Timetable<Item>,
  timeline: Timeline<Item>,
  stranded: readonly Item[],
): { others: Timetable<Item>; placements: Placement<Item>[] } {
  let leaving = stranded;
  for (;;) {
    const trial = others.fork();
    const found = leaving.map((item) => {
      const placements = planner.place(trial, { ...item, vehicleId: undefined }) ?? [];
      trial.adopt(placements);
      return placements.map((one) => (one.item.id === item.id ? { ...one, item } : one));
    });
    const gone = leaving.filter((_, index) => found[index]?.length);
    const broken = newFault(timeline, new Set(gone.map(({ id }) => id)));
    const needed = broken && gone.findLast(({ from }) => from <= broken.item.from);
    if (!needed) return broken ? { others, placements: [] } : { others: trial, placements: found.flat() };
    leaving = leaving.filter((item) => item !== needed);
  }
}
