import type { Price } from '@houtai/event-catalogue';
import { hoursBetween, portion, type Fen, type Instant } from '@houtai/domain-kit';
import type { CancellationTier } from './rate-plan';

/** What the fee for leaving a promise is measured by. */
export interface Notice {
  /** Hours to the planned pick-up, with fractions; negative after it. */
  noticeHours: number;
  /** Rent of the first day as promised. */
  firstDayFen: Fen;
}

/** @param at when the promise is, or could have been, left */
export function noticeOf({ price, pickUp }: { price: Price; pickUp: { at: Instant } }, at: Instant): Notice {
  return { noticeHours: hoursBetween(at, pickUp.at), firstDayFen: firstDayFen(price) };
}

/**
 * A share of the first day's rent by the notice given: the tier with the fewest hours that the notice is below;
 * with more notice than every tier it is free. Of several notices the one that costs most counts.
 * Source: domain rules, "Reservation" and "Agreement" (the shortest notice ever seen).
 */
export function cancellationFee(notices: readonly Notice[], tiers: readonly CancellationTier[]): Fen {
  const sorted = strictestFirst(tiers);
  const fees = notices.map(({ noticeHours, firstDayFen: rent }) => {
    const tier = sorted.find(({ underHours }) => noticeHours < underHours);
    return tier ? share(rent, tier) : 0;
  });
  return Math.max(0, ...fees);
}

/** Who does not come pays the strictest tier: no notice was given at all. */
export function noShowFee(price: Price, tiers: readonly CancellationTier[]): Fen {
  const strictest = strictestFirst(tiers)[0];
  return strictest ? share(firstDayFen(price), strictest) : 0;
}

function strictestFirst(tiers: readonly CancellationTier[]): CancellationTier[] {
  return [...tiers].sort((a, b) => a.underHours - b.underHours);
}

function share(rent: Fen, { feePercent }: CancellationTier): Fen {
  return portion(rent, feePercent * 100);
}

function firstDayFen({ lines }: Price): Fen {
  return lines.find(({ code }) => code === 'rental-day')?.amountFen ?? 0;
}
