import type { Price } from '@houtai/event-catalogue';
import { hoursBetween, portion, type Fen, type Instant } from '@houtai/domain-kit';
import type { CancellationTier } from './rate-plan';

/** Hours from the cancellation to the planned pick-up; negative after it. */
export function noticeHours(cancelledAt: Instant, pickUpAt: Instant): number {
  return hoursBetween(cancelledAt, pickUpAt);
}

/**
 * A share of the first day's rent by the notice given: the tier with the fewest hours that the notice is below;
 * with more notice than every tier it is free. Source: domain rules, "Reservation".
 */
export function cancellationFee(price: Price, tiers: readonly CancellationTier[], notice: number): Fen {
  const tier = strictestFirst(tiers).find(({ underHours }) => notice < underHours);
  return tier ? shareOfFirstDay(price, tier.feePercent) : 0;
}

/** Who does not come pays the strictest tier: no notice was given at all. */
export function noShowFee(price: Price, tiers: readonly CancellationTier[]): Fen {
  const strictest = strictestFirst(tiers)[0];
  return strictest ? shareOfFirstDay(price, strictest.feePercent) : 0;
}

function strictestFirst(tiers: readonly CancellationTier[]): CancellationTier[] {
  return [...tiers].sort((a, b) => a.underHours - b.underHours);
}

function shareOfFirstDay(price: Price, percent: number): Fen {
  const firstDay = price.lines.find((line) => line.code === 'rental-day');
  return firstDay ? portion(firstDay.amountFen, percent * 100) : 0;
}
