import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DriveNetworkStore } from '../drives/drive-network.store';
import type { BoardItem } from './board';
import { CAPACITY_PLANNER, type CapacityPlanner } from './capacity-planner';
import type { ClassPlan } from './class-plan';
import type { Placement } from './plan';
import { PlanStore } from './plan.store';

const NONE: ReadonlySet<string> = new Set();

/** Puts one item into a plan for whose sake others may move. The lock of the class is taken. */
@Injectable()
export class Placing {
  constructor(
    private readonly plans: PlanStore,
    private readonly drives: DriveNetworkStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Stores where others move to; where `item` goes is for the caller to store.
   * @param plan becomes what was found, so that the next item can be placed in it
   * @param avoid vehicles `item` must not get
   * @param storeFirst stores promises of the plan that are not stored yet; called when others move, who may be among them
   * @returns its place, undefined when no plan was found
   */
  async place(
    { timetable }: ClassPlan,
    item: BoardItem,
    now: Instant,
    avoid: ReadonlySet<string> = NONE,
    storeFirst?: () => Promise<void>,
  ): Promise<Placement<BoardItem> | undefined> {
    timetable.remove(item);
    const found = this.planner.place(timetable, { ...item, vehicleId: undefined }, avoid);
    return this.adopt(timetable, found, now, storeFirst);
  }

  /** The same; where there is no place as vehicles stand, with one that is driven to the pick-up. */
  async placeOrRelocate(
    plan: ClassPlan,
    item: BoardItem,
    now: Instant,
    avoid: ReadonlySet<string> = NONE,
    storeFirst?: () => Promise<void>,
  ): Promise<Placement<BoardItem> | undefined> {
    const direct = await this.place(plan, item, now, avoid, storeFirst);
    const terms = direct || !plan.hasDrives ? undefined : await this.drives.termsAround([item], now);
    if (!terms) return direct;
    const wanted = { ...item, vehicleId: undefined };
    const found = this.planner.relocate(plan.timetable, wanted, terms, avoid);
    return this.adopt(plan.timetable, found, now, storeFirst);
  }

  private async adopt(
    timetable: ClassPlan['timetable'],
    placements: Placement<BoardItem>[] | undefined,
    now: Instant,
    storeFirst?: () => Promise<void>,
  ): Promise<Placement<BoardItem> | undefined> {
    const [own, ...others] = placements ?? [];
    if (!own) return undefined;
    timetable.adopt([own, ...others]);
    if (others.length > 0) await storeFirst?.();
    await this.plans.moveOthers(now, others);
    return own;
  }
}
