import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { DispatchPlanStore } from '../re-planning/dispatch-plan.store';
import { RePlanning } from '../re-planning/re-planning.service';

/** Plans all classes together every few hours, and at once when a promise has lost its vehicle and got no other. */
@DueWorker()
export class RePlan implements DueItems {
  readonly name = 're-plan';

  constructor(
    private readonly runs: DispatchPlanStore,
    private readonly rePlanning: RePlanning,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant): Promise<DueItem[]> {
    const { config } = this;
    return this.runs.due({
      last: config.lastPlanBefore(now),
      lastIfConflict: config.lastRetryBefore(now),
      hours: config.rePlanningHours,
    });
  }

  async handle([reason]: readonly string[], now: Instant): Promise<void> {
    await this.rePlanning.run(reason === 'conflict' ? 'conflict' : 'due', now);
  }
}
