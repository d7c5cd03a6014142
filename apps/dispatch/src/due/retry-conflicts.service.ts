import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueItem, type DueItems } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { DueHoldStore } from '../planning/due-hold.store';

/** Tries again, class by class, to serve promises that have no vehicle or one that cannot serve them. */
@Injectable()
export class RetryConflicts implements DueItems, OnModuleInit {
  readonly name = 'retry-conflicts';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly conflicts: DueHoldStore,
    private readonly repairs: RepairService,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.conflicts.classesToRetry(now, limit);
  }

  async handle(classCodes: readonly string[], now: Instant): Promise<void> {
    for (const classCode of classCodes) await this.repairs.retryConflicts(classCode, now);
  }
}
