import type { CapacityPlanner } from './capacity-planner';
import type { Placement, Plan, PlanItem } from './plan';
import { leavesEnough } from './branch-count';
import { count } from './count-promises';
import { betterFit, byStart, Timeline, timelinesOf, type Fit } from './timeline';

const NONE: ReadonlySet<string> = new Set();

/** Uses times vehicles up to which a plan is searched where counting cannot tell: milliseconds, not seconds. */
const SMALL_PLAN = 200_000;
/** Each costs a search through the class for every use in the way. */
const MOST_VEHICLES_CLEARED = 64;

/**
 * In steps of growing effort: into a gap as the plan stands; by counting, which mostly tells at once that there is no place;
 * by moving what is in the way on one vehicle; by dealing the promises out anew as the counts say; and in a small plan,
 * where they cannot tell, by planning the class in order of pick-up. Sound: every plan it returns can be driven.
 */
export class StepwisePlanner implements CapacityPlanner {
  place(plan: Plan, wanted: PlanItem, avoid: ReadonlySet<string> = NONE): Placement[] | undefined {
    return this.placeIn(timelinesOf(plan.vehicles, plan.items), wanted, avoid);
  }

  placeIn(
    timelines: ReadonlyMap<string, Timeline>,
    wanted: PlanItem,
    avoid: ReadonlySet<string> = NONE,
  ): Placement[] | undefined {
    const direct = bestFit(timelines.values(), wanted, avoid);
    if (direct) return [{ itemId: wanted.id, vehicleId: direct.vehicle.id }];
    if (!leavesEnough(timelines.values(), wanted)) return undefined;
    const counted = count(timelines, wanted, avoid);
    if (!counted.deal && (counted.isCertain || !isSmall(timelines))) return undefined;
    return moveAside(timelines, wanted, avoid) ?? counted.deal?.() ?? planAnew(timelines, wanted, avoid);
  }
}

function isSmall(timelines: ReadonlyMap<string, Timeline>): boolean {
  let uses = 0;
  for (const { items } of timelines.values()) uses += items.length;
  return uses * timelines.size <= SMALL_PLAN;
}

/** The vehicle that wastes least time on `item`, or undefined. */
export function bestFit(
  timelines: Iterable<Timeline>,
  item: PlanItem,
  avoid: ReadonlySet<string> = NONE,
): Timeline | undefined {
  let best: Timeline | undefined;
  let bestFit: Fit | undefined;
  for (const timeline of timelines) {
    if (avoid.has(timeline.vehicle.id)) continue;
    const fit = timeline.fitOf(item);
    if (fit && isBetter(timeline, fit, best, bestFit)) [best, bestFit] = [timeline, fit];
  }
  return best;
}

/** The id decides between equals, so that plans can be reproduced. */
function isBetter(timeline: Timeline, fit: Fit, best?: Timeline, bestFit?: Fit): boolean {
  if (!best || !bestFit) return true;
  if (betterFit(fit, bestFit)) return true;
  return !betterFit(bestFit, fit) && timeline.vehicle.id < best.vehicle.id;
}

/** What overlaps on one vehicle goes into gaps of others; of the first so many vehicles where that could help. */
function moveAside(
  timelines: ReadonlyMap<string, Timeline>,
  wanted: PlanItem,
  avoid: ReadonlySet<string>,
): Placement[] | undefined {
  let left = MOST_VEHICLES_CLEARED;
  for (const timeline of timelines.values()) {
    if (avoid.has(timeline.vehicle.id)) continue;
    const inTheWay = timeline.items.filter((item) => item.from < wanted.until && wanted.from < item.until);
    if (inTheWay.length === 0 || inTheWay.some(({ fixed }) => fixed)) continue;
    const cleared = timeline.without(new Set(inTheWay.map(({ id }) => id)));
    if (!cleared.fitOf(wanted)) continue;
    if ((left -= 1) < 0) return undefined;
    const moved = intoGaps(new Map(timelines).set(timeline.vehicle.id, cleared.with(wanted)), inTheWay);
    if (moved) return [{ itemId: wanted.id, vehicleId: timeline.vehicle.id }, ...moved];
  }
  return undefined;
}

function intoGaps(timelines: Map<string, Timeline>, items: readonly PlanItem[]): Placement[] | undefined {
  const placements: Placement[] = [];
  for (const item of items) {
    const target = bestFit(timelines.values(), item);
    if (!target) return undefined;
    timelines.set(target.vehicle.id, target.with(item));
    placements.push({ itemId: item.id, vehicleId: target.vehicle.id });
  }
  return placements;
}

/** Everything that may move is planned again by pick-up time: optimal for one branch without fixed items. */
function planAnew(
  planned: ReadonlyMap<string, Timeline>,
  wanted: PlanItem,
  avoid: ReadonlySet<string>,
): Placement[] | undefined {
  const pinned = pinnedIds(planned.values());
  const movable = Array.from(planned.values(), ({ items }) =>
    items.filter(({ id }) => !pinned.has(id)),
  ).flat();
  const timelines = new Map(
    Array.from(planned, ([id, { vehicle, items }]) => [
      id,
      new Timeline(
        vehicle,
        items.filter((item) => pinned.has(item.id)),
      ),
    ]),
  );
  const placements: Placement[] = [];
  for (const item of [...movable, wanted].sort(byStart)) {
    const target = bestFit(timelines.values(), item, item === wanted ? avoid : NONE);
    if (!target) return undefined;
    timelines.set(target.vehicle.id, target.with(item));
    if (target.vehicle.id !== item.vehicleId) {
      placements.push({ itemId: item.id, vehicleId: target.vehicle.id });
    }
  }
  return placements;
}

/** Fixed items, and all that come before one on its vehicle: they bring the vehicle to where the fixed one begins. */
function pinnedIds(timelines: Iterable<Timeline>): Set<string> {
  const pinned = new Set<string>();
  for (const { items } of timelines) {
    const last = items.findLastIndex(({ fixed }) => fixed);
    for (const { id } of items.slice(0, last + 1)) pinned.add(id);
  }
  return pinned;
}
