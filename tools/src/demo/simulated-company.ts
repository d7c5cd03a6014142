import { Instant, addDays, addMinutes, startOfDay } from '@houtai/domain-kit';
import { Booking, BookingChange, Company, Scenario } from './booking';
import { CALIBRATION } from './calibration';
import { Random } from './random';
import { plateOf, vinOf } from './vehicle-numbers';

/** First day of the simulated company; the public holidays of 2026 are proclaimed. */
const FIRST_DAY = '2026-03-02';

const BRANCHES = [
  { code: 'PEK', name: '北京首都店', city: '北京', region: '京', weight: 16 },
  { code: 'SHA', name: '上海虹桥店', city: '上海', region: '沪', weight: 16 },
  { code: 'CAN', name: '广州白云店', city: '广州', region: '粤', weight: 13 },
  { code: 'SZX', name: '深圳宝安店', city: '深圳', region: '粤', weight: 12 },
  { code: 'CTU', name: '成都双流店', city: '成都', region: '川', weight: 10 },
  { code: 'HGH', name: '杭州萧山店', city: '杭州', region: '浙', weight: 9 },
  { code: 'WUH', name: '武汉天河店', city: '武汉', region: '鄂', weight: 7 },
  { code: 'XIY', name: '西安咸阳店', city: '西安', region: '陕', weight: 6 },
  { code: 'NKG', name: '南京禄口店', city: '南京', region: '苏', weight: 6 },
  { code: 'SYX', name: '三亚凤凰店', city: '三亚', region: '琼', weight: 5 },
] as const;

const CLASSES = [
  {
    classCode: 'economy',
    name: '经济型',
    rank: 1,
    minimumAge: 18,
    licenceHeldMonths: 6,
    workdayFen: 13_800,
    depositFen: 200_000,
    share: 0.35,
  },
  {
    classCode: 'compact',
    name: '紧凑型',
    rank: 2,
    minimumAge: 18,
    licenceHeldMonths: 6,
    workdayFen: 19_800,
    depositFen: 300_000,
    share: 0.35,
  },
  {
    classCode: 'suv',
    name: 'SUV',
    rank: 3,
    minimumAge: 18,
    licenceHeldMonths: 12,
    workdayFen: 29_800,
    depositFen: 500_000,
    share: 0.2,
  },
  {
    classCode: 'premium',
    name: '豪华型',
    rank: 4,
    minimumAge: 25,
    licenceHeldMonths: 24,
    workdayFen: 59_800,
    depositFen: 1_000_000,
    share: 0.1,
  },
] as const;

const VEHICLES = 200;

/** A company of 10 branches, 4 classes and 200 vehicles, with `limit` bookings; the same for the same seed. */
export function simulatedCompany(limit: number, seed: number): Scenario {
  const random = new Random(seed);
  const company: Company = {
    foundedAt: startOfDay(FIRST_DAY),
    branches: BRANCHES.map(({ code, name, city }) => ({ code, name, city, violationHoldDays: 15 })),
    classes: CLASSES.map(({ share: _share, ...vehicleClass }) => ({ ...vehicleClass })),
    vehicles: vehicles(),
  };
  const window = Math.max(
    7,
    Math.ceil((limit * CALIBRATION.meanRentalDays) / (VEHICLES * CALIBRATION.fleetLoad)),
  );
  // Pick-ups start a fortnight after the founding, so that lead times fit in between.
  const days = Array.from({ length: window }, (_, i) => pickUpDay(addDays(company.foundedAt, 14 + i)));
  const bookings = Array.from({ length: limit }, (_, number) => booking(number, days, random));
  bookings.sort((a, b) => a.submitAt.localeCompare(b.submitAt));
  return { name: `simulated company, seed ${seed}`, company, bookings };
}

function vehicles(): Company['vehicles'] {
  const places = CLASSES.flatMap(({ classCode, share }) =>
    BRANCHES.map((branch) => ({ classCode, branch, share })),
  );
  const total = BRANCHES.reduce((sum, { weight }) => sum + weight, 0);
  let exact = 0;
  let given = 0;
  return places.flatMap(({ classCode, branch, share }) => {
    exact += (VEHICLES * share * branch.weight) / total;
    const count = Math.round(exact) - given;
    given += count;
    return Array.from({ length: count }, (_, i) => {
      const serial = given - count + i;
      return {
        plate: plateOf(branch.region, serial),
        vin: vinOf(serial),
        classCode,
        branchCode: branch.code,
        odometerKm: 1_000 + 137 * serial,
        energy: classCode === 'suv' ? ('hybrid' as const) : ('petrol' as const),
      };
    });
  });
}

function booking(number: number, days: readonly PickUpDay[], random: Random): Booking {
  const { day } = random.weighted(days, ({ weight }) => weight);
  const { hour } = random.weighted(CALIBRATION.pickUpHours, ({ weight }) => weight);
  const pickUpAt = addMinutes(day, hour * 60 + 15 * random.between(0, 3));
  const rentalDays = Math.min(21, 1 + Math.floor(random.exponential(CALIBRATION.meanRentalDays - 0.5)));
  const leadMinutes = Math.max(
    120,
    Math.min(13 * 1440, Math.round(random.exponential(CALIBRATION.meanLeadDays) * 1440)),
  );
  const submitAt = addMinutes(pickUpAt, -leadMinutes);
  const from = random.weighted(BRANCHES, ({ weight }) => weight);
  const to = random.chance(CALIBRATION.oneWayShare)
    ? random.weighted(
        BRANCHES.filter((branch) => branch !== from),
        ({ weight }) => weight,
      )
    : from;
  return {
    number,
    submitAt,
    classCode: random.weighted(CLASSES, ({ share }) => share).classCode,
    pickUp: { branchCode: from.code, at: pickUpAt },
    return: { branchCode: to.code, at: addDays(pickUpAt, rentalDays) },
    channel: random.weighted(CHANNELS, ({ weight }) => weight).channel,
    origin: 'CN',
    changes: random.chance(CALIBRATION.changedShare) ? [change(submitAt, leadMinutes, random)] : [],
    ending: ending(submitAt, leadMinutes, random),
  };
}

const CHANNELS = [
  { channel: 'app', weight: 45 },
  { channel: 'web', weight: 25 },
  { channel: 'call-centre', weight: 12 },
  { channel: 'partner', weight: 12 },
  { channel: 'walk-in', weight: 6 },
] as const;

function change(submitAt: Instant, leadMinutes: number, random: Random): BookingChange {
  return {
    at: addMinutes(submitAt, Math.floor(leadMinutes * 0.5 * random.next()) + 10),
    returnDays: random.chance(0.7) ? 1 : -1,
  };
}

function ending(submitAt: Instant, leadMinutes: number, random: Random): Booking['ending'] {
  if (random.chance(CALIBRATION.cancelledShare)) {
    return {
      kind: 'cancelled',
      at: addMinutes(submitAt, Math.floor(leadMinutes * (0.5 + 0.48 * random.next()))),
    };
  }
  if (random.chance(CALIBRATION.noShowShare)) return { kind: 'no-show' };
  return { kind: 'rental', lateMinutes: lateMinutes(random) };
}

/** Minutes late at return, following the measured shares; 0 for a return in time. */
export function lateMinutes(random: Random): number {
  const { atAll, over60, over120, longestMinutes } = CALIBRATION.late;
  const draw = random.next();
  if (draw >= atAll) return 0;
  if (draw >= over60) return random.between(1, 60);
  if (draw >= over120) return random.between(61, 120);
  return random.between(121, longestMinutes);
}

interface PickUpDay {
  day: Instant;
  /** Relative demand. */
  weight: number;
}

function pickUpDay(day: Instant): PickUpDay {
  const weekday = new Date(Date.parse(day) + 8 * 3_600_000).getUTCDay();
  return { day, weight: CALIBRATION.weekdayDemand[weekday] ?? 1 };
}
