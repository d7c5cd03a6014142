import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { WhatIfStore } from '../what-ifs/what-if.store';

/** What-ifs are kept for as long as somebody may want to look at them, and no longer. */
@DueWorker()
export class ForgetWhatIfs implements DueItems {
  readonly name = 'forget-what-ifs';
  readonly chunk = 20;

  constructor(
    private readonly whatIfs: WhatIfStore,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.whatIfs.old(now, this.config.whatIfRetention, limit);
  }

  handle(ids: readonly string[]): Promise<void> {
    return this.whatIfs.forget(ids);
  }
}
