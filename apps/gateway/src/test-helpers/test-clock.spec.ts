import { refuseFarMove, refuseFrequentMove } from './test-clock';

const NOW = '2027-03-01T02:00:00.000Z';

function refusalOf(work: () => void): unknown {
  try {
    work();
    return 'done';
  } catch (error) {
    const { code, details } = error as { code: string; details: object };
    return { code, ...details };
  }
}

describe('the clock of the test realm', () => {
  it.each([
    ['within its bound', NOW, '2027-03-31T02:00:00.000Z', 'done'],
    ['anywhere at first', null, '2037-01-01T00:00:00.000Z', 'done'],
    [
      'no further',
      NOW,
      '2027-03-31T02:00:00.001Z',
      { code: 'clock-moved-too-far', now: NOW, latest: '2027-03-31T02:00:00.000Z' },
    ],
  ])('moves %s', (_case, now, to, outcome) => {
    expect(refusalOf(() => refuseFarMove(now, to, { mostDays: 30 }))).toEqual(outcome);
  });

  it.each([
    ['as often as it may', ['01:10', '01:20'], 'done'],
    ['again when an hour is over', ['01:00', '01:10', '01:20'], 'done'],
    [
      'not more often',
      ['01:10', '01:20', '01:30'],
      { code: 'clock-moves-used-up', most: 3, againAt: '2027-03-01T02:10:00.000Z' },
    ],
  ])('is moved by a partner %s', (_case, times, outcome) => {
    const moves = times.map((time) => `2027-03-01T${time}:00.000Z`);
    expect(refusalOf(() => refuseFrequentMove(moves, { movesPerHour: 3 }, NOW))).toEqual(outcome);
  });
});
