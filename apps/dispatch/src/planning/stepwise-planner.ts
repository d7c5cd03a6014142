import type { RelocationTerms } from '../drives/relocation-terms';
import type { CapacityPlanner } from './capacity-planner';
import { exchangeTails } from './exchange-tails';
import type { Placement, PlanItem } from './plan';
import { relocate } from './relocate';
import { betterFit, type Fit, type Timeline } from './timeline';
import type { Timetable } from './timetable';

const NONE: ReadonlySet<string> = new Set();

/** Each costs a search through the branch for every use in the way. */
const MOST_VEHICLES_CLEARED = 64;

/**
 * In steps of growing effort: into a gap as the plan stands; by counting, which mostly tells at once that there is no place;
 * by moving what is in the way on one vehicle; by an exchange among the vehicles of the branch. Sound: every plan it
 * returns can be driven. Exact where vehicles are interchangeable (ADR 0019). Apart from them, and only when they have found
 * nothing: with a vehicle that is driven to the pick-up (ADR 0023).
 */
export class StepwisePlanner implements CapacityPlanner {
  place<Item extends PlanItem>(
    timetable: Timetable<Item>,
    wanted: Item,
    avoid: ReadonlySet<string> = NONE,
  ): Placement<Item>[] | undefined {
    const direct = bestFit(timetable.standing(wanted.pickUpBranchId, wanted.from), wanted, avoid);
    if (direct) return [{ item: wanted, vehicleId: direct.vehicle.id }];
    if (!timetable.leavesEnough(wanted)) return undefined;
    return moveAside(timetable, wanted, avoid) ?? exchangeTails(timetable, wanted, avoid);
  }

  relocate<Item extends PlanItem>(
    timetable: Timetable<Item>,
    wanted: Item,
    terms: RelocationTerms,
    avoid: ReadonlySet<string> = NONE,
  ): Placement<Item>[] | undefined {
    return relocate(timetable, wanted, terms, avoid);
  }
}

/** The vehicle that wastes least time on `item`, or undefined. */
export function bestFit<Item extends PlanItem>(
  timelines: Iterable<Timeline<Item>>,
  item: PlanItem,
  avoid: ReadonlySet<string> = NONE,
): Timeline<Item> | undefined {
  let best: Timeline<Item> | undefined;
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
function moveAside<Item extends PlanItem>(
  timetable: Timetable<Item>,
  wanted: Item,
  avoid: ReadonlySet<string>,
): Placement<Item>[] | undefined {
  let left = MOST_VEHICLES_CLEARED;
  for (const timeline of timetable.at(wanted.pickUpBranchId)) {
    if (avoid.has(timeline.vehicle.id)) continue;
    const inTheWay = timeline.items.filter((item) => item.from < wanted.until && wanted.from < item.until);
    if (inTheWay.length === 0 || inTheWay.some(({ fixed }) => fixed)) continue;
    const cleared = timeline.without(new Set(inTheWay.map(({ id }) => id)));
    if (!cleared.fitOf(wanted)) continue;
    if ((left -= 1) < 0) return undefined;
    const moved = intoGaps(timetable, cleared.with(wanted), inTheWay);
    if (moved) return [{ item: wanted, vehicleId: timeline.vehicle.id }, ...moved];
  }
  return undefined;
}

function intoGaps<Item extends PlanItem>(
  timetable: Timetable<Item>,
  cleared: Timeline<Item>,
  items: readonly Item[],
): Placement<Item>[] | undefined {
  const changed = new Map([[cleared.vehicle.id, cleared]]);
  const placements: Placement<Item>[] = [];
  for (const item of items) {
    const there = timetable.at(item.pickUpBranchId).map((one) => changed.get(one.vehicle.id) ?? one);
    const target = bestFit(there, item);
    if (!target) return undefined;
    changed.set(target.vehicle.id, target.with(item));
    placements.push({ item, vehicleId: target.vehicle.id });
  }
  return placements;
}
