import { PeriodCounts, kpis, wilson } from './kpi';

const NOTHING: PeriodCounts = {
  rentedMinutes: 0,
  inFleetMinutes: 0,
  outOfServiceMinutes: 0,
  netRevenueFen: 0,
  dueForPickUp: 0,
  completed: 0,
  stillOpen: 0,
  surveysInvited: 0,
  surveysAnswered: 0,
  satisfied: 0,
  promoters: 0,
  detractors: 0,
  returnsDue: 0,
  returnsInTime: 0,
  rentalsCompleted: 0,
  complaints: 0,
};

const valueOf = (counts: Partial<PeriodCounts>, name: string) =>
  kpis({ ...NOTHING, ...counts }).find((kpi) => kpi.name === name)?.value;

describe('key performance indicators', () => {
  it.each([
    ['operating-utilisation', { rentedMinutes: 800, inFleetMinutes: 1200, outOfServiceMinutes: 200 }, 0.8],
    ['gross-utilisation', { rentedMinutes: 600, inFleetMinutes: 1200 }, 0.5],
    ['revenue-per-day', { netRevenueFen: 30_000, rentedMinutes: 2880 }, 15_000],
    ['order-completion', { dueForPickUp: 11, completed: 9, stillOpen: 1 }, 0.9],
    ['csat', { satisfied: 17, surveysAnswered: 20 }, 0.85],
    ['nps', { promoters: 6, detractors: 2, surveysAnswered: 10 }, 0.4],
    ['return-on-time', { returnsInTime: 3, returnsDue: 4 }, 0.75],
    ['complaint-rate', { complaints: 1, rentalsCompleted: 50 }, 0.02],
  ] as const)('%s of %o is %d', (name, counts, value) => {
    expect(valueOf(counts, name)).toBeCloseTo(value, 10);
  });

  it('are silent where nothing was measured', () => {
    expect(kpis(NOTHING).every(({ value }) => value === null)).toBe(true);
  });

  it('carry the confidence of few answers', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(17, 20)?.low).toBeCloseTo(0.6396, 3);
    expect(wilson(17, 20)?.high).toBeCloseTo(0.9476, 3);
    expect(wilson(20, 20)).toMatchObject({ high: 1 });
  });
});
