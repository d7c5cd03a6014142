import { addMinutes, type Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { VehicleChanges } from '../fleet/vehicle-changes.service';
import { VehicleViewStore } from '../fleet/vehicle-view.store';

/** A grounded vehicle that is not back in service when it was expected stays on the ground a little longer. */
@DueWorker()
export class ExtendGroundings implements DueItems {
  readonly name = 'extend-groundings';

  constructor(
    private readonly vehicles: VehicleViewStore,
    private readonly changes: VehicleChanges,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.vehicles.lateGroundings(now, limit);
  }

  async handle(vehicleIds: readonly string[], now: Instant): Promise<void> {
    const to = addMinutes(now, this.config.groundingExtensionMinutes);
    for (const vehicleId of vehicleIds) {
      await this.changes.apply(vehicleId, () => this.vehicles.extendGrounding(vehicleId, now, to));
    }
  }
}
