import fc from 'fast-check';
import { Tally, netPromoterScore, satisfactionOf, wilson } from './satisfaction';

const answers = (...scores: [satisfaction: number, recommendation: number][]): Tally[] =>
  scores.map(([satisfaction, recommendation]) => ({ satisfaction, recommendation, count: 1 }));

describe('satisfaction', () => {
  it('counts 4 and 5 as satisfied, 9 and 10 as promoters, 0 to 6 as detractors', () => {
    const { csat, nps, responseRate } = satisfactionOf(8, answers([5, 10], [4, 9], [3, 8], [1, 6]));
    expect(csat?.value).toBe(0.5);
    expect(nps).toBe(25);
    expect(responseRate?.value).toBe(0.5);
  });

  it('of nobody is unknown, not zero', () => {
    expect(satisfactionOf(0, [])).toEqual({
      invited: 0,
      answered: 0,
      responseRate: null,
      csat: null,
      nps: null,
    });
    expect(satisfactionOf(3, [])).toMatchObject({ answered: 0, responseRate: { value: 0 }, csat: null });
  });

  it.each([
    [8, 10, 0.4901625, 0.9433178],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
    [85, 100, 0.7671644, 0.9069401],
  ])('Wilson interval of %i in %i: %f to %f', (successes, trials, low, high) => {
    const share = wilson(successes, trials);
    expect(share?.low).toBeCloseTo(low, 6);
    expect(share?.high).toBeCloseTo(high, 6);
  });

  const outcome = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  it('the interval lies within 0 and 1 and around the share seen', () => {
    fc.assert(
      fc.property(outcome, ([successes, trials]) => {
        const { value, low, high } = wilson(successes, trials) ?? { value: 0, low: 1, high: 0 };
        return 0 <= low && low <= value && value <= high && high <= 1 && low < high;
      }),
    );
  });

  it('the interval narrows with more answers of the same kind, and mirrors for the opposite answers', () => {
    fc.assert(
      fc.property(outcome, fc.integer({ min: 2, max: 20 }), ([successes, trials], times) => {
        const few = wilson(successes, trials);
        const many = wilson(successes * times, trials * times);
        const opposite = wilson(trials - successes, trials);
        if (!few || !many || !opposite) throw new Error('there are trials');
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
        expect(opposite.low).toBeCloseTo(1 - few.high, 9);
      }),
    );
  });

  it('NPS lies within -100 and 100, does not care for order, and weighs counts like single answers', () => {
    const tally = fc.record({
      satisfaction: fc.integer({ min: 1, max: 5 }),
      recommendation: fc.integer({ min: 0, max: 10 }),
      count: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 30 }), (tallies) => {
        const nps = netPromoterScore(tallies) ?? NaN;
        const single = tallies.flatMap((t) => Array.from({ length: t.count }, () => ({ ...t, count: 1 })));
        expect(Math.abs(nps)).toBeLessThanOrEqual(100);
        expect(netPromoterScore([...tallies].reverse())).toBeCloseTo(nps, 9);
        expect(netPromoterScore(single)).toBeCloseTo(nps, 9);
      }),
    );
  });
});
