import { Wishes } from './wishes';

interface Wish {
  classCode: string;
  customerId: string;
  pickUp: { branchId: string; at: string };
  return: { branchId: string; at: string };
}

const company = {
  branchIds: ['b1', 'b2', 'b3'],
  classCodes: ['c1', 'c2'],
  customerIds: ['p1', 'p2'],
};
const today = Date.parse('2026-11-22T12:00:00Z');
const wishes = (seed: number) => {
  const source = new Wishes(company, { firstDay: 10, days: 30 }, seed, today);
  return Array.from({ length: 500 }, () => source.next() as Wish);
};

describe('wishes of the load', () => {
  it('are the same for the same seed and others for another', () => {
    expect(wishes(7)).toEqual(wishes(7));
    expect(wishes(7)).not.toEqual(wishes(8));
  });

  it('use every branch, class and customer', () => {
    const all = wishes(1);
    expect(new Set(all.map(({ pickUp }) => pickUp.branchId))).toEqual(new Set(company.branchIds));
    expect(new Set(all.map(({ classCode }) => classCode))).toEqual(new Set(company.classCodes));
    expect(new Set(all.map(({ customerId }) => customerId))).toEqual(new Set(company.customerIds));
  });

  it('lie within the window and the opening hours, and end one to four days later', () => {
    for (const { pickUp, return: dropOff } of wishes(2)) {
      const day = (Date.parse(pickUp.at) - Date.parse('2026-11-22T00:00:00Z')) / 86_400_000;
      expect(day).toBeGreaterThanOrEqual(10);
      expect(day).toBeLessThan(40);
      const hour = new Date(pickUp.at).getUTCHours() + 8;
      expect(hour >= 10 && hour <= 17).toBe(true);
      const days = (Date.parse(dropOff.at) - Date.parse(pickUp.at)) / 86_400_000;
      expect([1, 2, 3, 4]).toContain(days);
    }
  });
});
