import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { PlanStore } from '../planning/plan.store';
import { BranchLeaving } from './branch-leaving.service';
import { ClosedPromiseStore } from './closed-promise.store';

export interface ClosingDecision {
  /** None: it stays open. */
  closedFrom?: Instant;
  decidedAt: Instant;
}

/** What a closing date, a later or an earlier one, or none any more means for what is promised. */
@Injectable()
export class BranchClosings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanStore,
    private readonly fleet: FleetViewStore,
    private readonly promises: ClosedPromiseStore,
    private readonly leaving: BranchLeaving,
  ) {}

  /**
   * What is promised there beyond the date is listed and escalated, and so is it no longer where the date has moved. Promises of
   * other branches that count on a vehicle which comes through this one get another vehicle where there is one. Harmless the
   * second time.
   */
  async close(branchId: string, { closedFrom, decidedAt }: ClosingDecision, now: Instant): Promise<void> {
    await this.unitOfWork.run(async () => {
      const classCodes = await this.promises.classCodes();
      await this.plans.lockClasses(classCodes);
      const changed = await this.fleet.closeBranch(branchId, closedFrom, decidedAt);
      if (!changed) return;
      const [since = decidedAt] = [changed.before, closedFrom].flatMap((date) => date ?? []).sort();
      await this.promises.look(branchId, since);
      if (closedFrom === undefined) return;
      const closed = { branchId, span: { from: Date.parse(closedFrom), to: Infinity } };
      await this.leaving.leave(classCodes, closed, now);
    });
  }
}
