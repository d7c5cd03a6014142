import { FromEnv, IsWholeNumber, ServiceConfig } from '@houtai/service-host';
import { IsBoolean } from 'class-validator';

/** Terms of business that are the company's and not a rate plan's. */
export class OrdersConfig extends ServiceConfig {
  /** Without an answer of dispatch by then a reservation expires, and a change is refused. */
  @FromEnv('HOUTAI_ORDERS_HOLD_MINUTES')
  @IsWholeNumber(1, 1440)
  holdMinutes: number = 15;

  @FromEnv('HOUTAI_ORDERS_MAX_RENTAL_DAYS')
  @IsWholeNumber(1, 366)
  maxRentalDays: number = 90;

  /** Vehicles are handed over and returned outside opening hours too. */
  @FromEnv('HOUTAI_ORDERS_NIGHT_SERVICE')
  @IsBoolean()
  nightService: boolean = false;

  /** How long before the planned time a vehicle may be handed over. */
  @FromEnv('HOUTAI_ORDERS_EARLY_HANDOVER_MINUTES')
  @IsWholeNumber(0, 1440)
  earlyHandoverMinutes: number = 120;

  /** Until then after the planned pick-up nobody is a no-show. */
  @FromEnv('HOUTAI_ORDERS_NO_SHOW_GRACE_HOURS')
  @IsWholeNumber(0, 72)
  noShowGraceHours: number = 4;

  /** From then after the due time a rental is overdue. */
  @FromEnv('HOUTAI_ORDERS_OVERDUE_GRACE_MINUTES')
  @IsWholeNumber(0, 1440)
  overdueGraceMinutes: number = 30;

  /** From then after the due time the use is unauthorised and carries a penalty. */
  @FromEnv('HOUTAI_ORDERS_UNAUTHORISED_AFTER_DAYS')
  @IsWholeNumber(1, 30)
  unauthorisedAfterDays: number = 1;

  /** Penalty on the rent of unauthorised use, on top of it. */
  @FromEnv('HOUTAI_ORDERS_OVERDUE_PENALTY_PERCENT')
  @IsWholeNumber(0, 1000)
  overduePenaltyPercent: number = 300;
}
