import fc from 'fast-check';
import { addMinutes } from '@houtai/domain-kit';
import { lateCharges } from './late-fee';
import { sumOf } from './quote';
import type { RatePlan } from './rate-plan';
import { sampleRatePlan } from '../../test/samples/sample-rate-plan';

const HOUR = 60;
const DAY = 24 * HOUR;
// Due on Tuesday 2027-03-02, 10:00 in Shanghai.
const dueAt = '2027-03-02T02:00:00.000Z';

function late(minutes: number, changes: Partial<RatePlan> = {}) {
  return lateCharges({
    pickUpAt: '2027-03-01T02:00:00.000Z',
    dueAt,
    returnedAt: addMinutes(dueAt, minutes),
    timeZone: 'Asia/Shanghai',
    plan: { ...sampleRatePlan, ...changes },
    rule: { unauthorisedAfterDays: 1, penaltyPercent: 300 },
  });
}

describe('late fee', () => {
  it.each([
    ['an early return costs and refunds nothing', -90, 0],
    ['on the minute', 0, 0],
    ['30 minutes are free', 30, 0],
    ['31 minutes are an hour of rent and basic service', 31, 1_000 + 200],
    ['70 minutes are two hours', 70, 2_000 + 400],
    ['4 hours are four hours', 4 * HOUR, 4_000 + 800],
    ['4 hours and a minute are a day', 4 * HOUR + 1, 24_000 + 4_800],
    ['a day', DAY, 24_000 + 4_800],
    ['a day and 20 minutes are still a day', DAY + 20, 24_000 + 4_800],
    ['a day and 40 minutes: the hour beyond carries the penalty', DAY + 40, 28_800 + 1_200 + 3 * 1_000],
    ['two days: rent twice, and 300 % of the second', 2 * DAY, 2 * 28_800 + 3 * 24_000],
  ])('%s', (_what, minutes, expected) => {
    expect(sumOf(late(minutes))).toBe(expected);
  });

  it('prices late days by their own date', () => {
    const rent = late(5 * DAY).filter((line) => line.code === 'late' && line.day);
    expect(rent.map((line) => line.unitFen)).toEqual([24_000, 24_000, 24_000, 24_000, 28_800]);
  });

  it('names the penalty apart from the rent', () => {
    const penalties = late(3 * DAY).filter((line) => line.code === 'unauthorised-overdue');
    expect(penalties.map((line) => line.amountFen)).toEqual([72_000, 72_000]);
    expect(penalties[0]?.description).toMatch(/300 % of/);
  });

  it('follows the terms of the plan, not a constant', () => {
    expect(sumOf(late(45, { lateFreeMinutes: 60 }))).toBe(0);
    expect(sumOf(late(3 * HOUR, { lateHourlyUpToHours: 2 }))).toBe(28_800);
  });

  it('never rewards a later return', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 * DAY }),
        fc.integer({ min: 0, max: DAY }),
        (minutes, more) => {
          expect(sumOf(late(minutes + more))).toBeGreaterThanOrEqual(sumOf(late(minutes)));
        },
      ),
    );
  });
});
