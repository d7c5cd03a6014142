import { Injectable, OnModuleInit } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWork, DueWorkRegistry } from '@houtai/service-host';
import { VehicleDayStore } from './vehicle-day.store';

/** Keeps the rollup of finished days complete and clean. */
@Injectable()
export class RollUpDays implements DueWork, OnModuleInit {
  readonly name = 'roll-up-days';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vehicleDays: VehicleDayStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  runDue(now: Instant): Promise<number> {
    return this.unitOfWork.run(async () => {
      await this.vehicleDays.stopCollecting();
      return this.vehicleDays.rollUp(now);
    });
  }
}
