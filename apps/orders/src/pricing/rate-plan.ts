import { fact, ratePlanPublishedV1 } from '@houtai/event-catalogue';
import {
  assertNever,
  type Aggregate,
  type BusinessDay,
  type DayKind,
  type Fen,
  type Instant,
} from '@houtai/domain-kit';

/** Below `underHours` of notice, `feePercent` of the first day's rent is owed. */
export interface CancellationTier {
  underHours: number;
  feePercent: number;
}

/** The prices and terms of a vehicle class from a day of pick-up on. Immutable once published. */
export interface RatePlan {
  ratePlanId: string;
  classCode: string;
  /** Of the partners it holds for; absent: for everybody whose group has no plan of its own. */
  priceGroup?: string;
  validFrom: BusinessDay;
  workdayFen: Fen;
  weekendFen: Fen;
  holidayFen: Fen;
  basicServicePerDayFen: Fen;
  preparationFen: Fen;
  oneWayFen: Fen;
  rentalDepositFen: Fen;
  violationDepositFen: Fen;
  /** Minutes beyond a rental day that cost nothing. */
  lateFreeMinutes: number;
  /** Up to here the time beyond a rental day is charged by the hour, further on as a full day. */
  lateHourlyUpToHours: number;
  /** The kind of the first day prices every day, instead of each by its own date. */
  firstDayPricesAll: boolean;
  cancellationTiers: readonly CancellationTier[];
  /** One percent of a tank or battery that is missing at return. */
  fuelPricePerPercentFen: Fen;
  publishedAt: Instant;
}

export type PublishRatePlan = { type: 'PublishRatePlan'; plan: RatePlan; at: Instant };
export type RatePlanPublished = { type: 'RatePlanPublished'; plan: RatePlan; at: Instant };
export type PublishedRatePlan = RatePlan & { status: 'published' };
export type RatePlanState = { status: 'none' } | PublishedRatePlan;

export const ratePlan: Aggregate<PublishRatePlan, RatePlanState, RatePlanPublished> = {
  name: 'rate plan',
  initialState: () => ({ status: 'none' }),
  decide: (command) => [{ ...command, type: 'RatePlanPublished' }],
  evolve: (_, { plan }) => ({ ...plan, status: 'published' }),
  publish(_, plan) {
    const { ratePlanId, classCode, priceGroup, validFrom, publishedAt } = plan;
    const { workdayFen, weekendFen, holidayFen } = plan;
    return fact(ratePlanPublishedV1, {
      ...{ ratePlanId, classCode, validFrom, workdayFen, weekendFen, holidayFen, publishedAt },
      ...(priceGroup !== undefined && { priceGroup }),
    });
  },
};

/** What a rate plan says when it says nothing (domain rules: "Charges", "Reservation"). */
export const RATE_PLAN_DEFAULTS = {
  lateFreeMinutes: 30,
  lateHourlyUpToHours: 4,
  firstDayPricesAll: false,
  cancellationTiers: [
    { underHours: 24, feePercent: 20 },
    { underHours: 6, feePercent: 50 },
    { underHours: 1, feePercent: 70 },
  ],
  fuelPricePerPercentFen: 400,
} as const satisfies Partial<RatePlan>;

/** Rent of one rental day of this kind. */
export function dayPriceFen(plan: RatePlan, kind: DayKind): Fen {
  switch (kind) {
    case 'workday':
      return plan.workdayFen;
    case 'weekend':
      return plan.weekendFen;
    case 'holiday':
      return plan.holidayFen;
    default:
      return assertNever(kind);
  }
}
