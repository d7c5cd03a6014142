import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { businessDay } from '@houtai/domain-kit';
import { busiestDay } from './busiest-day';
import { hotelBookings } from './hotel-bookings';
import { readOptions } from './options';
import { simulatedCompany } from './simulated-company';
import { shiftScenario } from './shift-scenario';
import { overlapping } from './summary';
import { residentIdOf, vinOf } from './vehicle-numbers';

const HOTEL_FILE = join(__dirname, '../../../../shared/data/bookings/hotel_bookings.csv.gz');

describe('the simulated company', () => {
  const { company, bookings } = simulatedCompany(500, 1);

  it('has 10 branches, 4 classes and 200 vehicles, each with numbers of its own', () => {
    expect(company.branches).toHaveLength(10);
    expect(company.classes).toHaveLength(4);
    expect(company.vehicles).toHaveLength(200);
    expect(new Set(company.vehicles.map(({ vin }) => vin)).size).toBe(200);
    expect(new Set(company.vehicles.map(({ plate }) => plate)).size).toBe(200);
    expect(company.vehicles.every(({ vin }) => /^[A-HJ-NPR-Z0-9]{17}$/.test(vin))).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(simulatedCompany(500, 1).bookings).toEqual(bookings);
    expect(simulatedCompany(500, 2).bookings).not.toEqual(bookings);
  });

  it('lives by the calibration constants', () => {
    const many = simulatedCompany(5_000, 7).bookings;
    const share = (holds: (booking: (typeof many)[number]) => boolean) =>
      many.filter(holds).length / many.length;
    expect(share(({ ending }) => ending.kind === 'cancelled')).toBeCloseTo(0.37, 1);
    expect(share(({ changes }) => changes.length > 0)).toBeCloseTo(0.152, 1);
    expect(share(({ pickUp, return: back }) => pickUp.branchCode !== back.branchCode)).toBeCloseTo(0.15, 1);
    const rentals = many.flatMap(({ ending }) => (ending.kind === 'rental' ? [ending.lateMinutes] : []));
    const late = (minutes: number) => rentals.filter((m) => m > minutes).length / rentals.length;
    expect([late(0), late(60), late(120)].map((x) => Math.round(100 * x))).toEqual([
      expect.closeTo(58, -1),
      expect.closeTo(27, -1),
      expect.closeTo(16, -1),
    ]);
  });

  it('submits in time order, before the pick-up and after the founding', () => {
    bookings.forEach((booking, i) => {
      expect(booking.submitAt < booking.pickUp.at).toBe(true);
      expect(booking.submitAt > company.foundedAt).toBe(true);
      expect(booking.submitAt >= (bookings[i - 1]?.submitAt ?? '')).toBe(true);
    });
    expect(busiestDay({ name: '', company, bookings }) >= businessDay(company.foundedAt)).toBe(true);
  });
});

describe('a play on a system that was played on before', () => {
  const scenario = simulatedCompany(20, 1);

  it('begins whole weeks later, so that time goes on and weekdays stay', () => {
    const { scenario: later, weeks } = shiftScenario(scenario, '2026-04-20T03:00:00.000Z');
    expect(weeks).toBe(8);
    expect(later.company.foundedAt >= '2026-04-20T03:00:00.000Z').toBe(true);
    const weekday = (instant: string) => new Date(instant).getUTCDay();
    later.bookings.forEach(({ pickUp }, i) =>
      expect(weekday(pickUp.at)).toBe(weekday(scenario.bookings[i]?.pickUp.at ?? '')),
    );
  });

  it('stays as it is on a fresh system', () => {
    expect(shiftScenario(scenario, '1970-01-01T00:00:00.000Z')).toEqual({ scenario, weeks: 0 });
  });
});

describe('numbers made up for the play', () => {
  it('carry valid check digits', () => {
    expect(residentIdOf(2, '1949-12-31')).toMatch(/^\d{17}[\dX]$/);
    expect(residentIdOf(1, '1980-01-01')).not.toBe(residentIdOf(2, '1980-01-01'));
    expect(vinOf(7)).toHaveLength(17);
  });
});

describe('the count of overlapping allocations', () => {
  const allocation = (id: string, vehicleId: string, from: number, to: number, status = 'active') => ({
    id,
    reservationId: id,
    vehicleId,
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    status,
  });

  it('finds every pair on a vehicle, not those that only touch or were released', () => {
    expect(overlapping([allocation('a', 'v', 0, 10), allocation('b', 'v', 10, 20)])).toBe(0);
    expect(
      overlapping([allocation('a', 'v', 0, 30), allocation('b', 'v', 10, 20), allocation('c', 'v', 15, 40)]),
    ).toBe(3);
    expect(overlapping([allocation('a', 'v', 0, 30), allocation('b', 'w', 10, 20)])).toBe(0);
    expect(overlapping([allocation('a', 'v', 0, 30, 'released'), allocation('b', 'v', 10, 20)])).toBe(0);
  });
});

describe('the options of the demo', () => {
  it('default to 500 bookings of the simulated company', () => {
    expect(readOptions([])).toEqual({
      bookingsFile: undefined,
      limit: 500,
      jsonFile: undefined,
      keep: false,
      seed: 1,
    });
  });

  it('name every fault', () => {
    expect(() => readOptions(['--limit', 'many', '--seed', '-1'])).toThrow();
    expect(() => readOptions(['--limit=0', '--seed=x'])).toThrow(/--limit.*--seed/);
    expect(() => readOptions(['--colour'])).toThrow(/colour/);
  });
});

(existsSync(HOTEL_FILE) ? describe : describe.skip)(
  'the hotel bookings (real data, where the folder is there)',
  () => {
    it('map row by row: cancellations, changes and rooms as recorded', async () => {
      const { bookings, company } = await hotelBookings(HOTEL_FILE, 500, 1);
      expect(bookings).toHaveLength(500);
      expect(company.classes.map(({ rank }) => rank)).toEqual(company.classes.map((_, i) => i + 1));
      expect(bookings.filter(({ ending }) => ending.kind === 'cancelled').length).toBeGreaterThan(50);
      expect(
        bookings.every(({ submitAt, pickUp, return: back }) => submitAt < pickUp.at && pickUp.at < back.at),
      ).toBe(true);
    });
  },
);
