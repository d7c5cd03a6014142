import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { KeptFreeStore } from '../fleet/kept-free.store';
import { VehicleChanges } from '../fleet/vehicle-changes.service';

/** A vehicle that was kept free for a change which fleet has not made by now may be promised again. */
@DueWorker()
export class EndKeptFree implements DueItems {
  readonly name = 'end-kept-free';

  constructor(
    private readonly kept: KeptFreeStore,
    private readonly changes: VehicleChanges,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.kept.due(now, limit);
  }

  async handle(vehicleIds: readonly string[], now: Instant): Promise<void> {
    for (const vehicleId of vehicleIds)
      await this.changes.apply(vehicleId, () => this.kept.endIfOver(vehicleId, now));
  }
}
