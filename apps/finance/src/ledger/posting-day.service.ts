import { Inject, Injectable } from '@nestjs/common';
import { businessDay, type BusinessDay } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';

/** The business day of the books. */
@Injectable()
export class PostingDay {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly config: FinanceConfig,
  ) {}

  today(): BusinessDay {
    return businessDay(this.clock.now(), this.config.timeZone);
  }
}
