import fc from 'fast-check';
import { assertFen, portion, splitVat } from './money';

describe('money', () => {
  it.each([
    [11_300, 1300, 10_000, 1_300],
    [100, 1300, 88, 12],
    [1, 1300, 1, 0],
    [0, 1300, 0, 0],
    [-11_300, 1300, -10_000, -1_300],
    [10_600, 600, 10_000, 600],
  ])('splits %i fen at %i basis points into %i net and %i tax', (gross, rate, netFen, taxFen) => {
    expect(splitVat(gross, rate)).toEqual({ netFen, taxFen });
  });

  it('keeps net plus tax equal to gross, for any amount and rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 2000 }), (gross, rate) => {
        const { netFen, taxFen } = splitVat(gross, rate);
        return netFen + taxFen === gross && Number.isSafeInteger(taxFen);
      }),
    );
  });

  it('rounds a portion half away from zero, on both sides of zero', () => {
    expect(portion(25, 2000)).toBe(5);
    expect(portion(5, 1000)).toBe(1);
    expect(portion(-5, 1000)).toBe(-1);
  });

  it('refuses fractions of a fen', () => {
    expect(() => assertFen(1.5)).toThrow(RangeError);
  });
});
