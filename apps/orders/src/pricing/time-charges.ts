import type { ChargeLine } from '@houtai/event-catalogue';
import { businessDay, dayKind, type DayKind, type Fen, type Instant } from '@houtai/domain-kit';
import type { ChargeableTime } from './chargeable-time';
import { dayPriceFen, type RatePlan } from './rate-plan';
import { vatRateOn } from './vat-rates';

/** What time is priced by: the plan, the zone that says which date it is, and the VAT rate. */
export interface TimePricing {
  plan: RatePlan;
  timeZone: string;
  vatRateBp: number;
  /** Set when the first day prices all. */
  kind?: DayKind;
}

/** How the time of a rental that starts at `pickUpAt` is priced. */
export function timePricing(plan: RatePlan, pickUpAt: Instant, timeZone: string): TimePricing {
  const firstDay = businessDay(pickUpAt, timeZone);
  return {
    plan,
    timeZone,
    vatRateBp: vatRateOn(firstDay),
    kind: plan.firstDayPricesAll ? dayKind(firstDay) : undefined,
  };
}

/** The rent of a rental day, or of some hours of one. */
export function rentLine(code: ChargeLine['code'], part: ChargeableTime, pricing: TimePricing): ChargeLine {
  const day = businessDay(part.from, pricing.timeZone);
  // That of the date on which it starts, unless one kind prices all.
  const kind = pricing.kind ?? dayKind(day);
  return {
    code,
    description:
      part.kind === 'day' ? `Rental day ${day} (${kind})` : `${part.hours} h of rental day ${day} (${kind})`,
    ...amountOf(part, dayPriceFen(pricing.plan, kind)),
    vatRateBp: pricing.vatRateBp,
    day,
    from: part.from,
    to: part.to,
  };
}

/** The basic service (基本保障) of some time: one line for the days, one for the hours. */
export function basicServiceLines(
  code: ChargeLine['code'],
  parts: readonly ChargeableTime[],
  pricing: TimePricing,
): ChargeLine[] {
  const perDay = pricing.plan.basicServicePerDayFen;
  if (perDay === 0) return [];
  const days = parts.filter((part) => part.kind === 'day').length;
  const dayLine = {
    code,
    description: 'Basic service',
    quantity: days,
    unitFen: perDay,
    amountFen: perDay * days,
    vatRateBp: pricing.vatRateBp,
  };
  const hourLines = parts
    .filter((part) => part.kind === 'hours')
    .map((part) => ({
      code,
      description: 'Basic service by the hour',
      ...amountOf(part, perDay),
      vatRateBp: pricing.vatRateBp,
    }));
  return days > 0 ? [dayLine, ...hourLines] : hourLines;
}

/** An hour is 1/24 of the day, rounded down: hours never cost more than the day they belong to. */
function amountOf(part: ChargeableTime, perDay: Fen): Pick<ChargeLine, 'quantity' | 'unitFen' | 'amountFen'> {
  if (part.kind === 'day') return { quantity: 1, unitFen: perDay, amountFen: perDay };
  const unitFen = Math.floor(perDay / 24);
  return { quantity: part.hours, unitFen, amountFen: unitFen * part.hours };
}
