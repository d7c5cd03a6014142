import type { RelocationTerms } from '../drives/relocation-terms';
import type { Placement, PlanItem } from './plan';
import type { Timetable } from './timetable';

/** Injection token of the planner in use. */
export const CAPACITY_PLANNER = Symbol('dispatch:capacity-planner');

/** The port that decides whether one more promise can be kept. */
export interface CapacityPlanner {
  /**
   * Finds a place for `wanted`, which has none in `timetable`, so that everything there still has one. Fixed items are never
   * moved.
   * @param avoid vehicles `wanted` itself must not get
   * @returns the place of `wanted` first, then every item that moves for it; undefined when no plan was found
   */
  place<Item extends PlanItem>(
    timetable: Timetable<Item>,
    wanted: Item,
    avoid?: ReadonlySet<string>,
  ): Placement<Item>[] | undefined;

  /**
   * The same where {@link place} has found nothing, with a vehicle that is driven to the pick-up. Drives of others may change
   * with it: who follows on that vehicle is driven from where `wanted` ends, or no longer needs to be.
   */
  relocate<Item extends PlanItem>(
    timetable: Timetable<Item>,
    wanted: Item,
    terms: RelocationTerms,
    avoid?: ReadonlySet<string>,
  ): Placement<Item>[] | undefined;
}
