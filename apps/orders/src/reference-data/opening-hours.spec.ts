import { isOpenAt } from './opening-hours';

// 2027-03-01, 00:00 in Shanghai is 16:00 UTC of the day before.
const shanghai = (hours: number) => new Date(Date.UTC(2027, 1, 28, 16, hours * 60)).toISOString();
const branch = (opensAt: string, closesAt: string) => ({ timeZone: 'Asia/Shanghai', opensAt, closesAt });

describe("opening hours are the branch's own", () => {
  it.each([
    ['before opening', '08:00', '21:00', 7.99, false],
    ['at opening', '08:00', '21:00', 8, true],
    ['at closing', '08:00', '21:00', 21, true],
    ['after closing', '08:00', '21:00', 21.5, false],
    ['past midnight, at night', '18:00', '02:00', 1, true],
    ['past midnight, in the morning', '18:00', '02:00', 9, false],
    ['round the clock', '00:00', '24:00', 3, true],
    ['round the clock, said otherwise', '00:00', '00:00', 3, true],
  ])('%s', (_what, opensAt, closesAt, hour, open) => {
    expect(isOpenAt(branch(opensAt, closesAt), shanghai(hour))).toBe(open);
  });
});
