import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { BoardItem } from './board';
import { CAPACITY_PLANNER, type CapacityPlanner } from './capacity-planner';
import type { ClassPlan } from './class-plan';
import { PlanStore } from './plan.store';

/** Puts one item into a plan for whose sake others may move. The lock of the class is taken. */
@Injectable()
export class Placing {
  constructor(
    private readonly plans: PlanStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Stores where others move to; where `item` goes is for the caller to store.
   * @param plan becomes what was found, so that the next item can be placed in it
   * @param avoid vehicles `item` must not get
   * @param storeFirst stores promises of the plan that are not stored yet; called when others move, who may be among them
   * @returns its vehicle, undefined when no plan was found
   */
  async place(
    { timetable }: ClassPlan,
    item: BoardItem,
    now: Instant,
    avoid: ReadonlySet<string> = new Set(),
    storeFirst?: () => Promise<void>,
  ): Promise<string | undefined> {
    timetable.remove(item);
    const [own, ...others] = this.planner.place(timetable, { ...item, vehicleId: undefined }, avoid) ?? [];
    if (!own) return undefined;
    timetable.adopt([own, ...others]);
    if (others.length > 0) await storeFirst?.();
    await this.plans.moveOthers(now, others);
    return own.vehicleId;
  }
}
