import { businessDay, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorker, type DueWork } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { addMonths, periodOf, type Yyyymm } from './period';
import { PeriodStore } from './period.store';

/** Keeps the current month and some after it open, so that no posting has to make its period. */
@DueWorker()
export class PeriodsAhead implements DueWork {
  readonly name = 'periods-ahead';
  private ensuredFrom: Yyyymm | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly periods: PeriodStore,
    private readonly config: FinanceConfig,
  ) {}

  async runDue(now: Instant): Promise<number> {
    const current = periodOf(businessDay(now, this.config.timeZone));
    if (this.ensuredFrom === current) return 0;
    await this.unitOfWork.run(async () => {
      await this.periods.ensure([current, addMonths(current, this.config.periodsAhead)]);
      // Remembered only when it stands: the transaction may be another's and may still fail.
      this.unitOfWork.afterCommit(() => (this.ensuredFrom = current));
    });
    return 0;
  }
}
