import { freeByHour } from './availability';
import { paperCover } from './paper-cover';
import type { PlanItem, PlanVehicle } from './plan';

const HOUR = 3_600_000;
const vehicle = (id: string, more: Partial<PlanVehicle> = {}): PlanVehicle => ({
  id,
  classCode: 'compact',
  branchId: 'A',
  freeFrom: 0,
  fit: [{ from: -Infinity, to: Infinity }],
  ...more,
});
const item = (from: number, until: number, more: Partial<PlanItem> = {}): PlanItem => ({
  id: `${from}`,
  pickUpBranchId: 'A',
  returnBranchId: 'A',
  from: from * HOUR,
  dueAt: (until - 1) * HOUR,
  until: until * HOUR,
  vehicleId: 'v1',
  fixed: false,
  started: false,
  ...more,
});
const free = (vehicles: PlanVehicle[], items: PlanItem[], branch = 'A', hours = 6) =>
  freeByHour({ vehicles, items }, branch, 0, hours * HOUR).map((hour) => hour.free);

describe('availability hour by hour', () => {
  it('counts a vehicle again after its turnaround', () => {
    expect(free([vehicle('v1'), vehicle('v2')], [item(1, 4)])).toEqual([2, 1, 1, 1, 2, 2]);
  });

  it('counts a one-way rental at the branch of its return', () => {
    const oneWay = [item(1, 4, { returnBranchId: 'B' })];
    expect(free([vehicle('v1')], oneWay)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(free([vehicle('v1')], oneWay, 'B')).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('leaves out hours without papers or on the ground, also when only a part of the hour is hit', () => {
    const car = vehicle('v1', {
      fit: [{ from: 0, to: 5.5 * HOUR }],
      grounded: { from: 1.5 * HOUR, to: 2 * HOUR },
    });
    expect(free([car], [])).toEqual([1, 0, 1, 1, 1, 0]);
  });

  it('takes off promises that have no vehicle yet', () => {
    expect(free([vehicle('v1')], [item(2, 4, { vehicleId: undefined })])).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('starts with the whole hour in which the question starts', () => {
    const hours = freeByHour({ vehicles: [], items: [] }, 'A', 1.5 * HOUR, 2.5 * HOUR);
    expect(hours.map(({ from }) => from / HOUR)).toEqual([1, 2]);
  });
});

describe('cover by papers', () => {
  const paper = (kind: string, validFrom: string, validTo: string) => ({ kind, validFrom, validTo });
  const year = (kind: string) => paper(kind, '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z');
  const day = (text: string) => Date.parse(`${text}T00:00:00.000Z`);
  const all = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'].map(year);

  it('is the time in which every required paper is valid', () => {
    const papers = [
      ...all.slice(1),
      paper('registration', '2026-02-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'),
    ];
    expect(paperCover(papers)).toEqual([{ from: day('2026-02-01'), to: day('2027-01-01') }]);
  });

  it('is nothing while a required paper is missing', () => {
    expect(paperCover(all.slice(1))).toEqual([]);
    expect(paperCover([])).toEqual([]);
  });

  it('joins a paper and its renewal, and leaves a gap between them open', () => {
    const renewal = (from: string) =>
      all.map(({ kind }) => paper(kind, `${from}T00:00:00.000Z`, '2028-01-01T00:00:00.000Z'));
    expect(paperCover([...all, ...renewal('2027-01-01')])).toEqual([
      { from: day('2026-01-01'), to: day('2028-01-01') },
    ]);
    expect(paperCover([...all, ...renewal('2027-02-01')])).toEqual([
      { from: day('2026-01-01'), to: day('2027-01-01') },
      { from: day('2027-02-01'), to: day('2028-01-01') },
    ]);
  });
});
