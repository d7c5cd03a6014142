import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { SwapService } from '../capacities/swap.service';
import { DispatchConfig } from '../dispatch.config';
import { ConflictStore } from '../planning/conflict.store';

/** Tries again, class by class, to serve promises that have no vehicle or one that cannot serve them. */
@Injectable()
export class RetryConflicts implements DueWork, OnModuleInit {
  readonly name = 'retry-conflicts';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly conflicts: ConflictStore,
    private readonly repairs: RepairService,
    private readonly swaps: SwapService,
    private readonly config: DispatchConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const before = addMinutes(now, -this.config.conflictRetrySeconds / 60);
    const due = await this.conflicts.classesToRetry(before);
    for (const classCode of due) await this.retry(classCode, now);
    return due.length;
  }

  private async retry(classCode: string, now: Instant): Promise<void> {
    await this.repairs.retryConflicts(classCode, now);
    if (!this.config.automaticUpgrade) return;
    const left = await this.conflicts.firmBefore(classCode, this.config.horizon(now));
    for (const reservationId of left) await this.swaps.trySwap(reservationId, now);
  }
}
