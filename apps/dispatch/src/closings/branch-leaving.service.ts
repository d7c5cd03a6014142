import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { asPromised } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import type { ClosedBranch } from '../planning/change';
import { PlanStore } from '../planning/plan.store';
import { leaveBranch } from './leave-branch';

/** Takes promises off the ways through a branch that is to be closed. The locks of the classes are taken. */
@Injectable()
export class BranchLeaving {
  constructor(
    private readonly plans: PlanStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  async leave(classCodes: readonly string[], closed: ClosedBranch, now: Instant): Promise<void> {
    const at = Date.parse(now);
    for (const { timetable } of (await this.plans.plansOf(classCodes)).values()) {
      const found = leaveBranch(this.planner, timetable, closed, (item) => asPromised(item, at));
      await this.plans.moveOthers(now, found);
    }
  }
}
