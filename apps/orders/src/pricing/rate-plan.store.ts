import { Injectable } from '@nestjs/common';
import { ratePlanPublishedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { refuse } from '../orders.errors';
import type { RatePlan } from './rate-plan';

@Injectable()
export class RatePlanStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** Publishes a plan for good. Refuses a second one of the class for the same first day. */
  async publish(plan: RatePlan): Promise<void> {
    await this.unitOfWork.run(async (sql) => {
      const inserted: unknown[] = await sql.rows(
        `insert into rate_plan (rate_plan_id, class_code, valid_from, workday_fen, weekend_fen, holiday_fen,
           basic_service_per_day_fen, preparation_fen, one_way_fen, rental_deposit_fen, violation_deposit_fen,
           late_free_minutes, late_hourly_up_to_hours, first_day_prices_all, cancellation_tiers,
           fuel_price_per_percent_fen, published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (class_code, valid_from) do nothing returning rate_plan_id`,
        [
          plan.ratePlanId,
          plan.classCode,
          plan.validFrom,
          plan.workdayFen,
          plan.weekendFen,
          plan.holidayFen,
          plan.basicServicePerDayFen,
          plan.preparationFen,
          plan.oneWayFen,
          plan.rentalDepositFen,
          plan.violationDepositFen,
          plan.lateFreeMinutes,
          plan.lateHourlyUpToHours,
          plan.firstDayPricesAll,
          JSON.stringify(plan.cancellationTiers),
          plan.fuelPricePerPercentFen,
          plan.publishedAt,
        ],
      );
      if (inserted.length === 0) {
        refuse('rate-plan-exists', {
          classCode: plan.classCode,
          validFrom: plan.validFrom,
        });
      }
      const { ratePlanId, classCode, validFrom, workdayFen, weekendFen, holidayFen, publishedAt } = plan;
      const data = { ratePlanId, classCode, validFrom, workdayFen, weekendFen, holidayFen, publishedAt };
      await this.outbox.append([outgoing(ratePlanPublishedV1, ratePlanId, 1, data)]);
    });
  }
}
