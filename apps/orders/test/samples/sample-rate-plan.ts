import { RATE_PLAN_DEFAULTS, type RatePlan } from '../../src/pricing/rate-plan';

/** A compact car in 2027, round numbers: the plan that specs and API examples speak of. */
export const sampleRatePlan: RatePlan = {
  ...RATE_PLAN_DEFAULTS,
  ratePlanId: '0196f3a0-0000-7000-8000-00000000000b',
  classCode: 'compact',
  validFrom: '2027-01-01',
  workdayFen: 24_000,
  weekendFen: 28_800,
  holidayFen: 48_000,
  basicServicePerDayFen: 4_800,
  preparationFen: 2_000,
  oneWayFen: 10_000,
  rentalDepositFen: 300_000,
  violationDepositFen: 200_000,
  publishedAt: '2026-12-01T00:00:00.000Z',
};
