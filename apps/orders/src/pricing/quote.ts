import type { ChargeLine, Price } from '@houtai/event-catalogue';
import type { Fen, Instant } from '@houtai/domain-kit';
import { chargeableTime } from './chargeable-time';
import type { RatePlan } from './rate-plan';
import { basicServiceLines, rentLine, timePricing } from './time-charges';

export interface Stop {
  branchId: string;
  at: Instant;
}

export interface QuoteRequest {
  pickUp: Stop;
  return: Stop;
  /** Zone of the branch of pick-up: it says which date a rental day starts on. */
  timeZone: string;
  plan: RatePlan;
}

/**
 * The price of a rental: deterministic, itemised, the lines sum to the total. The company computes it; a price
 * sent by a client is never read. Source: domain rules, "Charges".
 */
export function quote({ pickUp, return: dropOff, timeZone, plan }: QuoteRequest): Price {
  const pricing = timePricing(plan, pickUp.at, timeZone);
  const parts = chargeableTime(pickUp.at, dropOff.at, plan, 1);
  const once = (code: ChargeLine['code'], description: string, amountFen: Fen): ChargeLine[] =>
    amountFen === 0
      ? []
      : [{ code, description, quantity: 1, unitFen: amountFen, amountFen, vatRateBp: pricing.vatRateBp }];
  const lines = [
    ...parts.map((part) => rentLine('rental-day', part, pricing)),
    ...basicServiceLines('basic-service', parts, pricing),
    ...once('preparation', 'Preparation', plan.preparationFen),
    ...(pickUp.branchId === dropOff.branchId ? [] : once('one-way', 'One-way rental', plan.oneWayFen)),
  ];
  return {
    currency: 'CNY',
    ratePlanId: plan.ratePlanId,
    lines,
    totalFen: sumOf(lines),
    rentalDepositFen: plan.rentalDepositFen,
    violationDepositFen: plan.violationDepositFen,
  };
}

export function sumOf(lines: readonly ChargeLine[]): Fen {
  return lines.reduce((total, line) => total + line.amountFen, 0);
}
