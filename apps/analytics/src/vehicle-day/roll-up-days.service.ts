import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWork, DueWorker } from '@houtai/service-host';
import { VehicleDayStore } from './vehicle-day.store';

/** Keeps the rollup of finished days complete and clean. */
@DueWorker()
export class RollUpDays implements DueWork {
  readonly name = 'roll-up-days';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vehicleDays: VehicleDayStore,
  ) {}

  runDue(now: Instant): Promise<number> {
    return this.unitOfWork.run(async () => {
      await this.vehicleDays.stopCollecting();
      return this.vehicleDays.rollUp(now);
    });
  }
}
