import { shiftedDate } from './shifted-clock';

const HOURS = 3_600_000;

describe('a clock that is off', () => {
  const Off = shiftedDate(Date, 2 * HOURS);
  const about = (ms: number): number => Math.round((ms - Date.now()) / 60_000) * 60_000;

  it('is off in every way of asking for the present', () => {
    expect(about(Off.now())).toBe(2 * HOURS);
    expect(about(new Off().getTime())).toBe(2 * HOURS);
    expect(about(Date.parse(Off()))).toBe(2 * HOURS);
  });

  it('leaves dates alone that are given their time', () => {
    expect(new Off('2027-03-01T02:00:00Z').toISOString()).toBe('2027-03-01T02:00:00.000Z');
    expect(new Off(2027, 0, 1).getTime()).toBe(new Date(2027, 0, 1).getTime());
    expect(Off.UTC(2027, 0, 1)).toBe(Date.UTC(2027, 0, 1));
    expect(Off.parse('2027-01-01')).toBe(Date.parse('2027-01-01'));
  });

  it('makes dates that everybody takes for dates', () => {
    expect(new Off()).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(Off);
    class Day extends Off {}
    expect(new Day()).toBeInstanceOf(Day);
    expect(about(new Day().getTime())).toBe(2 * HOURS);
  });
});
