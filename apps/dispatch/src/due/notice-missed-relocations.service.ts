import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { RelocationEnds } from '../fleet/relocation-ends.service';
import { VehicleChanges } from '../fleet/vehicle-changes.service';
import { RelocationStore } from '../planning/relocation.store';

/** A vehicle that is not where it was to be driven by the pick-up is elsewhere: who counts on it is planned again, or listed. */
@DueWorker()
export class NoticeMissedRelocations implements DueItems {
  readonly name = 'notice-missed-relocations';

  constructor(
    private readonly relocations: RelocationStore,
    private readonly ends: RelocationEnds,
    private readonly changes: VehicleChanges,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.relocations.missed(now, limit);
  }

  async handle(vehicleIds: readonly string[], now: Instant): Promise<void> {
    for (const vehicleId of vehicleIds) {
      await this.changes.apply(vehicleId, () => this.ends.miss(vehicleId, now));
    }
  }
}
