import { samplePrice } from '@houtai/event-catalogue';
import { addHours } from '@houtai/domain-kit';
import { cancellationFee, noShowFee, noticeHours } from './cancellation-fee';
import { RATE_PLAN_DEFAULTS } from './rate-plan';

const tiers = RATE_PLAN_DEFAULTS.cancellationTiers;

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
    expect(cancellationFee(samplePrice, tiers, notice)).toBe(fee);
  });

  it('does not depend on the order of the table', () => {
    expect(cancellationFee(samplePrice, tiers.toReversed(), 5)).toBe(9_900);
  });

  it('is free without a table', () => {
    expect(cancellationFee(samplePrice, [], 0)).toBe(0);
    expect(noShowFee(samplePrice, [])).toBe(0);
  });

  it('counts the strictest share for who does not come', () => {
    expect(noShowFee(samplePrice, tiers)).toBe(13_860);
  });

  it('counts notice in hours with fractions', () => {
    const pickUp = '2027-03-01T02:00:00.000Z';
    expect(noticeHours(addHours(pickUp, -1.5), pickUp)).toBe(1.5);
  });
});
