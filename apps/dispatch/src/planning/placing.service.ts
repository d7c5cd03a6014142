import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { Board } from './board';
import { CAPACITY_PLANNER, type CapacityPlanner } from './capacity-planner';
import type { PlanItem } from './plan';
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
   * @param avoid vehicles `item` must not get
   * @returns its vehicle, undefined when no plan was found
   */
  async place(
    board: Board,
    item: PlanItem,
    now: Instant,
    avoid: ReadonlySet<string> = new Set(),
  ): Promise<string | undefined> {
    const items = board.items.filter(({ id }) => id !== item.id);
    const wanted = { ...item, vehicleId: undefined };
    const placements = this.planner.place({ vehicles: board.vehicles, items }, wanted, avoid);
    const own = placements?.find(({ itemId }) => itemId === item.id);
    if (!placements || !own) return undefined;
    await this.plans.moveOthers(now, board, placements, item.id);
    return own.vehicleId;
  }
}
