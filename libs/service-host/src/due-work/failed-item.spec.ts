import { MOST_ATTEMPTS, nextAttempt } from './failed-item';

const NOW = '2027-03-01T00:00:00.000Z';

describe('an item of due work that fails', () => {
  it('waits three times as long after each attempt', () => {
    expect([1, 2, 3].map((attempts) => nextAttempt({ attempts, passing: 0 }, NOW))).toEqual([
      '2027-03-01T00:00:10.000Z',
      '2027-03-01T00:00:30.000Z',
      '2027-03-01T00:01:30.000Z',
    ]);
  });

  it('is given up after the last attempt', () => {
    expect(nextAttempt({ attempts: MOST_ATTEMPTS - 1, passing: 0 }, NOW)).toBe('2027-03-01T18:13:30.000Z');
    expect(nextAttempt({ attempts: MOST_ATTEMPTS, passing: 0 }, NOW)).toBeNull();
  });

  it('waits after errors that pass only when they do not end, and never for hours', () => {
    const next = (passing: number) => nextAttempt({ attempts: MOST_ATTEMPTS - 1, passing }, NOW);
    expect([1, 4, 5, 6, 9, 1000].map(next)).toEqual([
      NOW,
      NOW,
      '2027-03-01T00:00:10.000Z',
      '2027-03-01T00:00:30.000Z',
      '2027-03-01T00:13:30.000Z',
      '2027-03-01T00:13:30.000Z',
    ]);
  });
});
