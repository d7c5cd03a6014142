import fc from 'fast-check';
import { addMinutes, minutesBetween } from '@houtai/domain-kit';
import { quote, sumOf } from './quote';
import type { RatePlan } from './rate-plan';
import { sampleRatePlan } from '../../test/samples/sample-rate-plan';

const here = '0196f3a0-0000-7000-8000-000000000004';
const there = '0196f3a0-0000-7000-8000-000000000005';
// Monday 2027-03-01, 10:00 in Shanghai.
const monday = '2027-03-01T02:00:00.000Z';

function priceOf(minutes: number, changes: Partial<RatePlan> = {}, at = monday, returnTo = here) {
  return quote({
    pickUp: { branchId: here, at },
    return: { branchId: returnTo, at: addMinutes(at, minutes) },
    timeZone: 'Asia/Shanghai',
    plan: { ...sampleRatePlan, ...changes },
  });
}

const rentOf = (minutes: number, changes?: Partial<RatePlan>, at?: string) =>
  priceOf(minutes, changes, at)
    .lines.filter((line) => line.code === 'rental-day')
    .map((line) => line.amountFen);

const HOUR = 60;
const DAY = 24 * HOUR;

describe('a quote', () => {
  it('itemises rent by day, basic service, preparation and the deposits', () => {
    const price = priceOf(2 * DAY);
    expect(price.lines.map(({ code, quantity, amountFen }) => [code, quantity, amountFen])).toEqual([
      ['rental-day', 1, 24_000],
      ['rental-day', 1, 24_000],
      ['basic-service', 2, 9_600],
      ['preparation', 1, 2_000],
    ]);
    expect(price).toMatchObject({
      currency: 'CNY',
      ratePlanId: sampleRatePlan.ratePlanId,
      totalFen: 59_600,
      rentalDepositFen: 300_000,
      violationDepositFen: 200_000,
    });
    expect(price.lines[1]).toMatchObject({
      day: '2027-03-02',
      from: '2027-03-02T02:00:00.000Z',
      to: '2027-03-03T02:00:00.000Z',
      vatRateBp: 1300,
    });
  });

  it.each([
    ['20 minutes are a day: nothing is free because it is short', 20, [24_000]],
    ['exactly a day', DAY, [24_000]],
    ['30 minutes more are free', DAY + 30, [24_000]],
    ['31 minutes more are one hour', DAY + 31, [24_000, 1_000]],
    ['61 minutes more are two hours', DAY + 61, [24_000, 2_000]],
    ['4 hours more are four hours', DAY + 4 * HOUR, [24_000, 4_000]],
    ['a minute beyond 4 hours is a day', DAY + 4 * HOUR + 1, [24_000, 24_000]],
  ])('%s', (_what, minutes, rent) => {
    expect(rentOf(minutes)).toEqual(rent);
  });

  it('charges the hours of the last day on basic service too', () => {
    const basic = priceOf(DAY + 2 * HOUR).lines.filter((line) => line.code === 'basic-service');
    expect(basic.map(({ quantity, amountFen }) => [quantity, amountFen])).toEqual([
      [1, 4_800],
      [2, 400],
    ]);
  });

  it('prices each day by its own date: Thursday, Friday, Saturday, Sunday', () => {
    expect(rentOf(4 * DAY, {}, '2027-03-04T02:00:00.000Z')).toEqual([24_000, 24_000, 28_800, 28_800]);
  });

  it('prices public holidays by the holiday price and make-up workdays as workdays', () => {
    expect(rentOf(2 * DAY, {}, '2025-10-07T02:00:00.000Z')).toEqual([48_000, 48_000]);
    expect(rentOf(DAY, {}, '2025-10-11T02:00:00.000Z')).toEqual([24_000]);
  });

  it('takes the date of the branch, not of the server', () => {
    // Friday 23:30 UTC is Saturday in Shanghai.
    expect(rentOf(DAY, {}, '2027-03-05T23:30:00.000Z')).toEqual([28_800]);
  });

  it('prices all days by the first one when the plan says so', () => {
    expect(rentOf(3 * DAY, { firstDayPricesAll: true }, '2027-03-05T02:00:00.000Z')).toEqual([
      24_000, 24_000, 24_000,
    ]);
  });

  it('adds the one-way fee only when the branches differ', () => {
    const codes = (returnTo: string) => priceOf(DAY, {}, monday, returnTo).lines.map((line) => line.code);
    expect(codes(here)).not.toContain('one-way');
    expect(codes(there)).toContain('one-way');
  });

  it('has lines that sum to the total and multiply out, for any duration and price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 * DAY }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (minutes, workdayFen) => {
          const price = priceOf(minutes, { workdayFen });
          expect(price.totalFen).toBe(sumOf(price.lines));
          for (const line of price.lines) expect(line.amountFen).toBe(line.quantity * line.unitFen);
        },
      ),
    );
  });

  it('never leaves more uncovered than the free minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * DAY }), (minutes) => {
        const lastPaid = priceOf(minutes).lines.findLast((line) => line.code === 'rental-day')?.to ?? monday;
        expect(minutesBetween(lastPaid, addMinutes(monday, minutes))).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('never gets cheaper by a longer rental', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 * DAY }),
        fc.integer({ min: 0, max: DAY }),
        (minutes, more) => {
          expect(priceOf(minutes + more).totalFen).toBeGreaterThanOrEqual(priceOf(minutes).totalFen);
        },
      ),
    );
  });
});
