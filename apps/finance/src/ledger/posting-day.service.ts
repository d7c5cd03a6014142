import { Inject, Injectable } from '@nestjs/common';
import { addDays, businessDay, type BusinessDay } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';

/** The business day of the books, and how far beyond it they take entries. */
@Injectable()
export class PostingDay {
  private told: BusinessDay = '';

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly config: FinanceConfig,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  today(): BusinessDay {
    return businessDay(this.clock.now(), this.config.timeZone);
  }

  /** The last day that an entry may carry today. */
  latest(): BusinessDay {
    return businessDay(addDays(this.clock.now(), this.config.postingDaysAhead), this.config.timeZone);
  }

  /** Tells the database which day it is, before the first entry of that day: it takes none from beyond {@link latest}. */
  async tell(): Promise<void> {
    const today = this.today();
    if (today <= this.told) return;
    await this.unitOfWork.sql.rows('select tell_business_day($1, $2, $3)', [
      today,
      this.config.mode === 'simulated',
      this.config.postingDaysAhead,
    ]);
    // Remembered only when it stands: the transaction may still fail.
    this.unitOfWork.afterCommit(() => (this.told = today > this.told ? today : this.told));
  }
}
