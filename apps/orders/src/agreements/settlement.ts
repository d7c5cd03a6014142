import type { ChargeLine } from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';
import { fuelDifference } from '../pricing/fuel-difference';
import { lateCharges, type OverdueRule } from '../pricing/late-fee';
import { sumOf } from '../pricing/quote';
import type { RatePlan } from '../pricing/rate-plan';
import { timePricing } from '../pricing/time-charges';
import type { Returned, Settlement } from './agreement';

/**
 * The final charges: the price as promised, then what the use added to it: lateness, missing fuel, another branch
 * of return than agreed. They are captured from the rental deposit as far as it goes. An early return is not
 * paid back.
 */
export function settlementOf(
  agreement: Returned,
  terms: { plan: RatePlan; timeZone: string; rule: OverdueRule; at: Instant },
): Settlement {
  const { price, pickUp, back } = agreement;
  const { plan, timeZone, rule } = terms;
  const { vatRateBp } = timePricing(plan, pickUp.at, timeZone);
  const charges = [
    ...price.lines,
    ...unplannedOneWay(agreement, plan, vatRateBp),
    ...lateCharges({
      pickUpAt: pickUp.at,
      dueAt: agreement.return.at,
      returnedAt: back.returnedAt,
      timeZone,
      plan,
      rule,
    }),
    ...fuelDifference({
      outPercent: agreement.fuelPercent,
      inPercent: back.fuelPercent,
      pricePerPercentFen: plan.fuelPricePerPercentFen,
      vatRateBp,
    }),
  ];
  const totalFen = sumOf(charges);
  const captureFen = Math.min(totalFen, price.rentalDepositFen);
  return { charges, totalFen, captureFen, settledAt: terms.at };
}

function unplannedOneWay({ price, pickUp, back }: Returned, plan: RatePlan, vatRateBp: number): ChargeLine[] {
  const agreed = price.lines.some((line) => line.code === 'one-way');
  if (agreed || back.branchId === pickUp.branchId || plan.oneWayFen === 0) return [];
  const amountFen = plan.oneWayFen;
  return [
    {
      code: 'one-way',
      description: 'Returned at another branch than agreed',
      quantity: 1,
      unitFen: amountFen,
      amountFen,
      vatRateBp,
    },
  ];
}
