import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { DueHoldStore } from '../planning/due-hold.store';

/** Tries again, class by class, to serve promises that have no vehicle or one that cannot serve them. */
@DueWorker()
export class RetryConflicts implements DueItems {
  readonly name = 'retry-conflicts';

  constructor(
    private readonly conflicts: DueHoldStore,
    private readonly repairs: RepairService,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.conflicts.classesToRetry(now, limit);
  }

  async handle(classCodes: readonly string[], now: Instant): Promise<void> {
    for (const classCode of classCodes) await this.repairs.retryConflicts(classCode, now);
  }
}
