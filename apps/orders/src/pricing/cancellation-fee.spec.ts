import { samplePrice } from '@houtai/event-catalogue';
import { addHours } from '@houtai/domain-kit';
import { cancellationFee, noShowFee, noticeOf } from './cancellation-fee';
import { RATE_PLAN_DEFAULTS } from './rate-plan';

const tiers = RATE_PLAN_DEFAULTS.cancellationTiers;
const given = (noticeHours: number, firstDayFen = 19_800) => ({ noticeHours, firstDayFen });

describe('cancellation fee: a share of the first day by the notice given', () => {
  it.each([
    ['two days ahead is free', 48, 0],
    ['24 hours ahead is free', 24, 0],
    ['just under 24 hours: 20 %', 23.99, 3_960],
    ['6 hours: 20 %', 6, 3_960],
    ['just under 6 hours: 50 %', 5.99, 9_900],
    ['1 hour: 50 %', 1, 9_900],
    ['under an hour: 70 %', 0.5, 13_860],
    ['after the pick-up time: 70 %', -2, 13_860],
  ])('%s', (_what, notice, fee) => {
    expect(cancellationFee([given(notice)], tiers)).toBe(fee);
  });

  it('does not depend on the order of the table', () => {
    expect(cancellationFee([given(5)], tiers.toReversed())).toBe(9_900);
  });

  it('is free without a table', () => {
    expect(cancellationFee([given(0)], [])).toBe(0);
    expect(noShowFee(samplePrice, [])).toBe(0);
  });

  it('counts the strictest share for who does not come', () => {
    expect(noShowFee(samplePrice, tiers)).toBe(13_860);
  });

  it('follows the notice that costs most, not the last one, and not the dearest day', () => {
    expect(cancellationFee([given(5), given(240)], tiers)).toBe(9_900);
    expect(cancellationFee([given(100, 90_000), given(5)], tiers)).toBe(9_900);
    expect(cancellationFee([given(5, 30_000), given(0.5)], tiers)).toBe(15_000);
  });

  it('counts notice in hours with fractions, and the first day as promised', () => {
    const pickUp = { at: '2027-03-01T02:00:00.000Z' };
    expect(noticeOf({ price: samplePrice, pickUp }, addHours(pickUp.at, -1.5))).toEqual(given(1.5));
  });
});
