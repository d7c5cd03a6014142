import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { PlanStore } from '../planning/plan.store';

/** Keeps the plan in step with what dispatch knows of the fleet. */
@Injectable()
export class VehicleChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanStore,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Changes a vehicle under the lock of its class; what was planned on it is planned again where it has to be.
   * @param classCodes classes it will belong to
   */
  async apply(
    vehicleId: string,
    write: (now: Instant) => Promise<void>,
    classCodes: readonly string[] = [],
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const known = await this.plans.classesConcerned([], [vehicleId]);
      await this.plans.lockClasses([...classCodes, ...known]);
      const now = this.clock.now();
      await write(now);
      await this.repairs.repairVehicles([vehicleId], now);
    });
  }
}
