import type { ChargeLine } from '@houtai/event-catalogue';
import { portion, type Instant } from '@houtai/domain-kit';
import { chargeableTime } from './chargeable-time';
import type { RatePlan } from './rate-plan';
import { basicServiceLines, rentLine, timePricing } from './time-charges';

/** When lateness stops being a delay and becomes a use nobody agreed to. */
export interface OverdueRule {
  /** Whole days past the due time from which the use is unauthorised. */
  unauthorisedAfterDays: number;
  /** Penalty on the rent of the time beyond, in percent; it comes on top of that rent. */
  penaltyPercent: number;
}

export interface LateReturn {
  pickUpAt: Instant;
  dueAt: Instant;
  returnedAt: Instant;
  timeZone: string;
  plan: RatePlan;
  rule: OverdueRule;
}

/**
 * What a return after its due time costs: free up to the plan's minutes, rent and basic service by the hour up
 * to its hours, then by full days, each at the price of its own date. From `unauthorisedAfterDays` on the rent
 * is owed with a penalty on it. An early return costs and refunds nothing. Source: domain rules, "Charges".
 */
export function lateCharges({ pickUpAt, dueAt, returnedAt, timeZone, plan, rule }: LateReturn): ChargeLine[] {
  const pricing = timePricing(plan, pickUpAt, timeZone);
  const parts = chargeableTime(dueAt, returnedAt, plan, 0);
  const rent = parts.map((part) => rentLine('late', part, pricing));
  const penalties = rent
    .slice(rule.unauthorisedAfterDays)
    .map((line) => penaltyOn(line, rule.penaltyPercent))
    .filter((line) => line.amountFen > 0);
  return [
    ...rent.map((line) => ({ ...line, description: `Late return: ${line.description}` })),
    ...basicServiceLines('late', parts, pricing).map((line) => ({
      ...line,
      description: `Late return: ${line.description}`,
    })),
    ...penalties,
  ];
}

function penaltyOn(rent: ChargeLine, percent: number): ChargeLine {
  const amountFen = portion(rent.amountFen, percent * 100);
  return {
    ...rent,
    code: 'unauthorised-overdue',
    description: `Unauthorised overdue: ${percent} % of ${rent.description}`,
    quantity: 1,
    unitFen: amountFen,
    amountFen,
  };
}
