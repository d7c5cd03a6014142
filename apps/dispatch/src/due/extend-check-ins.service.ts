import { addMinutes, type Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { VehicleChanges } from '../fleet/vehicle-changes.service';
import { VehiclePlaceStore } from '../fleet/vehicle-place.store';

/** A returned vehicle that was not checked in when it should be ready is expected later; who waits for it is planned anew. */
@DueWorker()
export class ExtendCheckIns implements DueItems {
  readonly name = 'extend-check-ins';

  constructor(
    private readonly places: VehiclePlaceStore,
    private readonly changes: VehicleChanges,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.places.lateCheckIns(now, limit);
  }

  async handle(vehicleIds: readonly string[], now: Instant): Promise<void> {
    const by = addMinutes(now, this.config.checkInExtensionMinutes);
    for (const vehicleId of vehicleIds) {
      await this.changes.apply(vehicleId, () => this.places.expectCheckIn(vehicleId, now, by));
    }
  }
}
