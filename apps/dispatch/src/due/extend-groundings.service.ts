import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { VehicleChanges } from '../fleet/vehicle-changes.service';

const BATCH = 50;

/** A grounded vehicle that is not back in service when it was expected stays on the ground a little longer. */
@Injectable()
export class ExtendGroundings implements DueWork, OnModuleInit {
  readonly name = 'extend-groundings';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
    private readonly config: DispatchConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.fleet.lateGroundings(now, BATCH);
    const to = addMinutes(now, this.config.groundingExtensionMinutes);
    for (const vehicleId of due) {
      const extend = () => this.fleet.extendGrounding(vehicleId, now, to);
      await this.unitOfWork.attempt(() => this.changes.apply(vehicleId, extend));
    }
    return due.length;
  }
}
