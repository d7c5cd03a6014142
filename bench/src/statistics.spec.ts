import { median, percentile } from './statistics';

describe('statistics of a benchmark', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[1, 2, 3, 10], 2.5],
  ])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('the percentile %d of 1..100 is %d', (share, expected) => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(values, share)).toBe(expected);
  });

  it('has no figure for no values', () => {
    expect(median([])).toBeNaN();
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('lets what never happened count as infinitely late', () => {
    expect(percentile([1, 2, Infinity], 0.99)).toBe(Infinity);
  });
});
