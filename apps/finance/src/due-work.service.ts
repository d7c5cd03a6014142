import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueWorkRegistry } from '@houtai/service-host';
import { PeriodsAhead } from './periods/periods-ahead.service';
import { RentalDayAccrual } from './rentals/rental-day-accrual.service';

/** What finance does when time passes, in this order: the month is open before its days are posted. */
@Injectable()
export class FinanceDueWork implements OnModuleInit {
  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly periods: PeriodsAhead,
    private readonly accrual: RentalDayAccrual,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.periods);
    this.registry.register(this.accrual);
  }
}
