import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { SwapService } from '../capacities/swap.service';
import { DispatchConfig } from '../dispatch.config';
import { DueHoldStore } from '../planning/due-hold.store';

/** Gives a near pick-up that its class cannot serve a vehicle of the next higher one. */
@DueWorker()
export class UpgradeNearConflicts implements DueItems {
  readonly name = 'upgrade-near-conflicts';

  constructor(
    private readonly conflicts: DueHoldStore,
    private readonly swaps: SwapService,
    private readonly config: DispatchConfig,
  ) {}

  async findDue(now: Instant, limit: number): Promise<DueItem[]> {
    if (!this.config.automaticUpgrade) return [];
    const { config } = this;
    return this.conflicts.reservationsToUpgrade(config.horizon(now), config.lastRetryBefore(now), limit);
  }

  async handle(reservationIds: readonly string[], now: Instant): Promise<void> {
    for (const reservationId of reservationIds) {
      await this.swaps.trySwap(reservationId, now);
      await this.conflicts.markUpgradeTried(reservationId, now);
    }
  }
}
