import type { CapacityPlanner } from './capacity-planner';
import type { Placement, Plan, PlanItem } from './plan';
import { betterFit, byStart, timelinesOf, type Fit, type Timeline } from './timeline';

const NONE: ReadonlySet<string> = new Set();

/**
 * Best fit, in three steps of growing effort: into a gap as the plan stands; by moving what is in the way on one
 * vehicle; by planning the whole class anew in order of pick-up. Sound (every plan it returns can be driven), not complete.
 */
export class GreedyPlanner implements CapacityPlanner {
  place(plan: Plan, wanted: PlanItem, avoid: ReadonlySet<string> = NONE): Placement[] | undefined {
    const timelines = timelinesOf(plan.vehicles, plan.items);
    const direct = bestFit(timelines.values(), wanted, avoid);
    if (direct) return [{ itemId: wanted.id, vehicleId: direct.vehicle.id }];
    return moveAside(timelines, wanted, avoid) ?? planAnew(plan, wanted, avoid);
  }
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
    if (fit && betterFit(fit, bestFit)) [best, bestFit] = [timeline, fit];
  }
  return best;
}

/** Tries each vehicle: what overlaps there goes into gaps of other vehicles. */
function moveAside(
  timelines: ReadonlyMap<string, Timeline>,
  wanted: PlanItem,
  avoid: ReadonlySet<string>,
): Placement[] | undefined {
  for (const timeline of timelines.values()) {
    if (avoid.has(timeline.vehicle.id)) continue;
    const inTheWay = timeline.items.filter((item) => item.from < wanted.until && wanted.from < item.until);
    if (inTheWay.length === 0 || inTheWay.some(({ fixed }) => fixed)) continue;
    const cleared = timeline.without(new Set(inTheWay.map(({ id }) => id)));
    if (!cleared.fitOf(wanted)) continue;
    cleared.insert(wanted);
    const moved = intoGaps(new Map(timelines).set(timeline.vehicle.id, cleared), inTheWay);
    if (moved) return [{ itemId: wanted.id, vehicleId: timeline.vehicle.id }, ...moved];
  }
  return undefined;
}

function intoGaps(timelines: Map<string, Timeline>, items: readonly PlanItem[]): Placement[] | undefined {
  const placements: Placement[] = [];
  for (const item of items) {
    const target = bestFit(timelines.values(), item);
    if (!target) return undefined;
    const changed = target.without(NONE);
    changed.insert(item);
    timelines.set(target.vehicle.id, changed);
    placements.push({ itemId: item.id, vehicleId: target.vehicle.id });
  }
  return placements;
}

/** Everything that may move is planned again by pick-up time: optimal for one branch without fixed items. */
function planAnew(plan: Plan, wanted: PlanItem, avoid: ReadonlySet<string>): Placement[] | undefined {
  const pinned = pinnedIds(timelinesOf(plan.vehicles, plan.items).values());
  const movable = plan.items.filter(({ id, vehicleId }) => vehicleId !== undefined && !pinned.has(id));
  const timelines = timelinesOf(
    plan.vehicles,
    plan.items.filter(({ id }) => pinned.has(id)),
  );
  const placements: Placement[] = [];
  for (const item of [...movable, wanted].sort(byStart)) {
    const target = bestFit(timelines.values(), item, item === wanted ? avoid : NONE);
    if (!target) return undefined;
    target.insert(item);
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
