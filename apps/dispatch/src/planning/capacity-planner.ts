import type { Placement, Plan, PlanItem } from './plan';
import type { Timeline } from './timeline';

/** Injection token of the planner in use. */
export const CAPACITY_PLANNER = Symbol('dispatch:capacity-planner');

/** The port that decides whether one more promise can be kept. Greedy today; the optimiser will be another one. */
export interface CapacityPlanner {
  /**
   * Finds a place for `wanted` so that every placed item of `plan` still has one.
   * Items without a vehicle are left aside, fixed ones are never moved.
   * @param avoid vehicles `wanted` itself must not get
   * @returns the place of `wanted` and every item that moves for it; undefined when no plan was found
   */
  place(plan: Plan, wanted: PlanItem, avoid?: ReadonlySet<string>): Placement[] | undefined;

  /** The same for a plan whose vehicles have their timelines by id already. */
  placeIn(
    timelines: ReadonlyMap<string, Timeline>,
    wanted: PlanItem,
    avoid?: ReadonlySet<string>,
  ): Placement[] | undefined;
}
