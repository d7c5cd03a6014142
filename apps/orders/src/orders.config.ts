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

  /** How far ahead a pick-up may be booked. */
  @FromEnv('HOUTAI_ORDERS_BOOKING_HORIZON_DAYS')
  @IsWholeNumber(1, 3660)
  bookingHorizonDays: number = 750;

  /** Reservations that a private customer may have open at once; 0 is no limit. */
  @FromEnv('HOUTAI_ORDERS_MAX_OPEN_RESERVATIONS')
  @IsWholeNumber(0, 10_000)
  maxOpenReservations: number = 10;

  /** Vehicles are handed over and returned outside opening hours too. */
  @FromEnv('HOUTAI_ORDERS_NIGHT_SERVICE')
  @IsBoolean()
  nightService: boolean = false;

  /** How long before the planned time a vehicle may be handed over. */
  @FromEnv('HOUTAI_ORDERS_EARLY_HANDOVER_MINUTES')
  @IsWholeNumber(0, 1440)
  earlyHandoverMinutes: number = 120;

  /** Until then after the planned pick-up the vehicle waits; then the customer is a no-show, and gets none any more. */
  @FromEnv('HOUTAI_ORDERS_NO_SHOW_GRACE_HOURS')
  @IsWholeNumber(0, 72)
  noShowGraceHours: number = 4;

  /** A reading that lies further above the last one than the company itself drives a vehicle is a typing error. */
  @FromEnv('HOUTAI_ORDERS_MAX_UNSEEN_KM')
  @IsWholeNumber(0, 100_000)
  maxUnseenKm: number = 2_000;

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

  /** Undefined is no limit. */
  get mostOpenReservations(): number | undefined {
    return this.maxOpenReservations || undefined;
  }
}
