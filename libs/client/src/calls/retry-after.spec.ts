import { retryAfterMs } from './retry-after.js';

describe('how long an answer asks to wait', () => {
  const now = Date.parse('2027-01-17T10:00:00Z');
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Sun, 17 Jan 2027 10:00:30 GMT', 30_000],
    ['Sun, 17 Jan 2027 09:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s ms', (value, expected) => {
    expect(retryAfterMs(new Headers(value === undefined ? {} : { 'retry-after': value }), now)).toBe(
      expected,
    );
  });
});
