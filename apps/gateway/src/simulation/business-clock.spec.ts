import { advanceClock } from './business-clock';

const T0 = '2027-03-01T02:00:00.000Z';
const T1 = '2027-03-02T02:00:00.000Z';

describe('business clock', () => {
  it.each([
    ['starts anywhere', null, T0],
    ['moves on', T0, T1],
    ['may be told the same time again', T1, T1],
  ])('%s', (_case, now, to) => {
    expect(advanceClock({ now, version: 4 }, to)).toEqual({ now: to, version: 5 });
  });

  it('never goes back', () => {
    expect(() => advanceClock({ now: T1, version: 1 }, T0)).toThrow(
      expect.objectContaining({ code: 'time-goes-back' }),
    );
  });
});
