import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { Board, BoardItem } from './board';
import { CAPACITY_PLANNER, type CapacityPlanner } from './capacity-planner';
import type { ClassPlan } from './class-plan';
import type { Placement, PlanItem } from './plan';
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
    return placements && this.store(placements, board.items, item.id, now);
  }

  /** The same in a plan that is kept up to date with what it finds, so that the next item can be placed in it. */
  async placeInPlan(
    plan: ClassPlan,
    item: BoardItem,
    now: Instant,
    avoid: ReadonlySet<string> = new Set(),
  ): Promise<string | undefined> {
    const placements = this.planner.placeIn(plan.timelines, item, avoid);
    if (!placements) return undefined;
    const items = placements.length > 1 ? plan.items : [];
    plan.adopt(placements, item);
    return this.store(placements, items, item.id, now);
  }

  private async store(
    placements: readonly Placement[],
    items: readonly BoardItem[],
    ownId: string,
    now: Instant,
  ): Promise<string | undefined> {
    if (placements.length > 1) await this.plans.moveOthers(now, { items }, placements, ownId);
    return placements.find(({ itemId }) => itemId === ownId)?.vehicleId;
  }
}
