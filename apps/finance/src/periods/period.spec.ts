import { addMonths, firstDayOf, periodOf, postingDay } from './period';

describe('accounting periods', () => {
  it('are the months of the posting dates', () => {
    expect(periodOf('2027-03-31')).toBe(202703);
    expect(firstDayOf(202712)).toBe('2027-12-01');
  });

  it.each([
    [202711, 2, 202801],
    [202712, 1, 202801],
    [202701, -1, 202612],
    [202703, 0, 202703],
    [202703, 24, 202903],
  ])('%i and %i months is %i', (period, months, expected) => {
    expect(addMonths(period, months)).toBe(expected);
  });

  it('take a posting on its day, or on the first day of the period that stands in', () => {
    expect(postingDay('2027-03-17', 202703)).toBe('2027-03-17');
    expect(postingDay('2027-03-17', 202705)).toBe('2027-05-01');
    expect(postingDay('2027-03-17', undefined)).toBeUndefined();
  });
});
