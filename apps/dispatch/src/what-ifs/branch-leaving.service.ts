import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { asPromised, type BoardItem } from '../planning/board';
import { needsClosed, type ClosedBranch } from '../planning/change';
import type { ClassPlan } from '../planning/class-plan';
import { instantOf } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import { mayLeave, strandedBy } from './stranded';

/** Takes promises off the ways through a branch that is to be closed. The locks of the classes are taken. */
@Injectable()
export class BranchLeaving {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
  ) {}

  /**
   * Promises of other branches get vehicles that do not come through it, as far as there are any. Those of the branch itself
   * stay: where a customer is served is for orders to change. So does what is bound or pinned.
   */
  async leave(classCodes: readonly string[], closed: ClosedBranch, now: Instant): Promise<void> {
    for (const plan of (await this.plans.plansOf(classCodes)).values()) {
      const concerned = [...plan.timetable.values()].filter(({ items }) =>
        items.some((item) => needsClosed(item, closed)),
      );
      for (const { vehicle } of concerned) plan.timetable.delete(vehicle.id);
      for (const timeline of concerned) {
        let left = timeline;
        for (const item of strandedBy(timeline, closed)) {
          if (item.fixed || !mayLeave(left, item) || !(await this.move(item, plan, now))) continue;
          left = left.without(new Set([item.id]));
        }
      }
    }
  }

  private async move(stored: BoardItem, plan: ClassPlan, now: Instant): Promise<boolean> {
    const item = asPromised(stored, Date.parse(now));
    const vehicleId = await this.placing.place(plan, { ...item, vehicleId: undefined }, now);
    if (vehicleId === undefined) return false;
    const place = { holdIds: item.holdIds, vehicleId, from: instantOf(item.from), bound: false };
    await this.plans.replace(now, [place]);
    return true;
  }
}
