import { MOST_ATTEMPTS, nextAttempt } from './failed-item';

const NOW = '2027-03-01T00:00:00.000Z';

describe('an item of due work that fails', () => {
  it('waits three times as long after each attempt', () => {
    expect([1, 2, 3].map((attempts) => nextAttempt(attempts, NOW))).toEqual([
      '2027-03-01T00:00:10.000Z',
      '2027-03-01T00:00:30.000Z',
      '2027-03-01T00:01:30.000Z',
    ]);
  });

  it('is given up after the last attempt', () => {
    expect(nextAttempt(MOST_ATTEMPTS - 1, NOW)).toBe('2027-03-01T18:13:30.000Z');
    expect(nextAttempt(MOST_ATTEMPTS, NOW)).toBeNull();
  });
});
