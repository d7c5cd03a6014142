import type { Drive } from '../drives/network';
import type { Millis } from '../drives/network';
import type { FlowProblem, Layer, Source } from '../optimiser/flow-problem';
import type { BoardItem } from '../planning/board';
import type { ClassPlan } from '../planning/class-plan';
import { undriven } from '../planning/driven';
import { isOwnUse, type PlanVehicle } from '../planning/plan';
import { faultsIn } from '../planning/plan-faults';
import { placeAfter } from '../planning/timeline';
import type { RefusedWish } from './refused-demands';
import { worthDemand, type WorthDemand } from './worth-demand';

/** What is known of all classes at one moment. */
export interface PlanCopy {
  readonly plans: ReadonlyMap<string, ClassPlan>;
  /** By hold: the class above the promised one that may serve it as well. */
  readonly upgrades: ReadonlyMap<string, string>;
  readonly drives: readonly Drive[];
  /** Undefined when there are too many to be weighed. */
  readonly wishes: readonly RefusedWish[] | undefined;
  readonly now: Millis;
}

/** A promise that may be moved, and the class whose vehicle it has; undefined when it has none. */
export interface Movable {
  readonly item: BoardItem;
  readonly classCode: string | undefined;
  readonly demand: WorthDemand;
}

export interface JointProblem {
  readonly problem: FlowProblem;
  readonly movables: readonly Movable[];
}

/**
 * All classes as one problem. What is bound, begun or the company's own stays, and with it what comes before it on its vehicle;
 * so does what a vehicle has that cannot serve as planned: that is for the repairs. When papers end and groundings begin is
 * left to the test of each move: without them the bound is still one.
 */
export function jointProblem(copy: PlanCopy): JointProblem {
  const { plans, drives, now } = copy;
  const movables: Movable[] = [];
  const layers = Array.from(plans, ([classCode, { timetable, unplaced }]): Layer => {
    const sources: Source[] = [];
    for (const timeline of timetable.values()) {
      if (faultsIn(timeline).length > 0) continue;
      const { vehicle, items } = timeline;
      const free = items.slice(items.findLastIndex(({ fixed, started }) => fixed || started) + 1);
      for (const item of free) movables.push(movable(item, classCode, copy));
      const source = sourceOf(vehicle, items.slice(0, items.length - free.length), now);
      if (source) sources.push(source);
    }
    for (const item of unplaced.values()) if (!isOwnUse(item)) movables.push(movable(item, undefined, copy));
    return { classCode, sources, drives, notBefore: now };
  });
  return { problem: { layers, demands: movables.map(({ demand }) => demand) }, movables };
}

/** Where and when a vehicle is free after what stays on it; undefined when nobody can tell. */
function sourceOf(vehicle: PlanVehicle, staying: readonly BoardItem[], now: Millis): Source | undefined {
  const { fit, grounded, freeFrom } = vehicle;
  let branchId: string | null = vehicle.branchId;
  for (const item of staying) branchId = placeAfter(item, branchId);
  const free = Math.max(freeFrom, ...staying.map(({ until }) => until));
  const papers = fit.find(({ to }) => to > Math.max(free, now));
  if (branchId === null || !papers) return undefined;
  const from = Math.max(free, papers.from);
  const at = grounded && grounded.from <= Math.max(from, now) ? Math.max(from, grounded.to) : from;
  return at === Infinity ? undefined : { branchId, at, count: 1 };
}

function movable(item: BoardItem, classCode: string | undefined, { plans, upgrades }: PlanCopy): Movable {
  // drives are the model's own affair
  const use = undriven(item);
  const upgrade = item.holdIds.flatMap((holdId) => upgrades.get(holdId) ?? [])[0];
  const classes = new Set([item.classCode, classCode, upgrade].flatMap((code) => code ?? []));
  const demand = worthDemand(item.id, use, classes, (code) => plans.has(code));
  return { item, classCode, demand };
}
