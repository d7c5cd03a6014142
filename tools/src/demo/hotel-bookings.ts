import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { addDays, addMinutes, businessDay, laterOf, startOfDay } from '@houtai/domain-kit';
import { Booking, Company, Scenario } from './booking';
import { bookingsByDay } from './busiest-day';
import { CALIBRATION } from './calibration';
import { two } from './customer';
import { Random } from './random';
import { lateMinutes } from './simulated-company';
import { plateOf, vinOf } from './vehicle-numbers';

/** Fen of a rental day per euro of the hotels' average daily rate: a calibration, not an exchange rate of any day. */
const FEN_PER_EURO = 700;

/** Vehicles per peak of concurrent wishes: a little short, so that capacity is refused now and then. */
const FLEET_PER_PEAK = 0.97;

const BRANCH_OF_HOTEL: Record<string, { code: string; name: string; city: string }> = {
  'Resort Hotel': { code: 'RSR', name: '三亚度假店', city: '三亚' },
  'City Hotel': { code: 'CTY', name: '上海市区店', city: '上海' },
};

const CHANNEL_OF_SEGMENT: Record<string, Booking['channel']> = {
  'Online TA': 'partner',
  'Offline TA/TO': 'partner',
  Groups: 'partner',
  Direct: 'web',
  Corporate: 'corporate',
  Aviation: 'corporate',
  Complementary: 'call-centre',
};

/** The columns that are mapped; the others of the file stay unread. */
interface Row {
  hotel: string;
  is_canceled: string;
  lead_time: string;
  arrival_date_year: string;
  arrival_date_month: string;
  arrival_date_day_of_month: string;
  stays_in_weekend_nights: string;
  stays_in_week_nights: string;
  country: string;
  market_segment: string;
  reserved_room_type: string;
  assigned_room_type: string;
  booking_changes: string;
  adr: string;
  reservation_status: string;
  reservation_status_date: string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * Maps a hotel-bookings CSV to rentals: hotel -> branch; arrival -> pick-up day (hour from a fixed seeded profile);
 * nights -> rental days (0 counts as one); reserved type -> vehicle class by rank of its mean daily rate; assigned
 * type -> class really handed over; changes -> change requests; cancellation and no-show as recorded.
 * The first `limit` rows are played; rates and class ranks come from the whole file, so that figures compare.
 */
export async function hotelBookings(file: string, limit: number, seed: number): Promise<Scenario> {
  const random = new Random(seed);
  const rates = new Map<string, { sum: number; rows: number }>();
  const bookings: Booking[] = [];
  for await (const row of rowsOf(file)) {
    const rate = rates.get(row.reserved_room_type) ?? { sum: 0, rows: 0 };
    rates.set(row.reserved_room_type, { sum: rate.sum + Number(row.adr), rows: rate.rows + 1 });
    if (bookings.length < limit) bookings.push(bookingOf(row, bookings.length, random));
  }
  if (bookings.length === 0) throw new Error(`No bookings in ${file}`);
  for (const { assignedClassCode } of bookings) {
    const type = assignedClassCode?.slice('type-'.length).toUpperCase();
    if (type && !rates.has(type)) rates.set(type, { sum: 0, rows: 1 });
  }
  bookings.sort((a, b) => a.submitAt.localeCompare(b.submitAt));
  return {
    name: `hotel bookings, first ${bookings.length} rows`,
    company: companyFor(bookings, rates),
    bookings,
  };
}

async function* rowsOf(file: string): AsyncGenerator<Row> {
  const source = createReadStream(file);
  const text = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  const parser = text.pipe(parse({ columns: true }));
  source.on('error', (error: Error) => parser.destroy(error));
  text.on('error', (error: Error) => parser.destroy(error));
  for await (const row of parser) yield row as Row;
}

function bookingOf(row: Row, number: number, random: Random): Booking {
  const branch = BRANCH_OF_HOTEL[row.hotel];
  const month = MONTHS.indexOf(row.arrival_date_month) + 1;
  if (!branch || month === 0)
    throw new Error(
      `Row ${number + 2}: not a hotel booking (hotel "${row.hotel}", month "${row.arrival_date_month}")`,
    );
  const day = `${row.arrival_date_year}-${two(month)}-${two(Number(row.arrival_date_day_of_month))}`;
  const { hour } = random.weighted(
    CALIBRATION.pickUpHours.filter((profile) => profile.hour >= 10),
    ({ weight }) => weight,
  );
  const pickUpAt = addMinutes(startOfDay(day), hour * 60 + 15 * random.between(0, 3));
  const submitAt = addMinutes(
    addDays(startOfDay(day), -Number(row.lead_time)),
    random.between(0, 7 * 60 + 59),
  );
  const nights = Number(row.stays_in_weekend_nights) + Number(row.stays_in_week_nights);
  const leadMinutes = (Date.parse(pickUpAt) - Date.parse(submitAt)) / 60_000;
  const changes = Number(row.booking_changes);
  return {
    number,
    submitAt,
    classCode: classCodeOf(row.reserved_room_type),
    pickUp: { branchCode: branch.code, at: pickUpAt },
    return: { branchCode: branch.code, at: addDays(pickUpAt, Math.max(1, nights)) },
    channel: CHANNEL_OF_SEGMENT[row.market_segment] ?? 'walk-in',
    origin: /^[A-Z]{2,3}$/.test(row.country) ? row.country : 'CN',
    changes: Array.from({ length: changes }, (_, i) => ({
      at: addMinutes(submitAt, Math.floor((leadMinutes * (i + 1)) / (2 * (changes + 1)))),
      returnDays: random.chance(0.7) ? 1 : -1,
    })),
    ending: endingOf(row, submitAt, pickUpAt, random),
    assignedClassCode: classCodeOf(row.assigned_room_type),
  };
}

function endingOf(row: Row, submitAt: string, pickUpAt: string, random: Random): Booking['ending'] {
  if (row.reservation_status === 'No-Show') return { kind: 'no-show' };
  if (row.is_canceled !== '1') return { kind: 'rental', lateMinutes: lateMinutes(random) };
  const recorded = addMinutes(startOfDay(row.reservation_status_date), 9 * 60);
  const last = addMinutes(pickUpAt, -30);
  return { kind: 'cancelled', at: recorded > last ? last : laterOf(recorded, addMinutes(submitAt, 60)) };
}

function companyFor(bookings: Booking[], rates: Map<string, { sum: number; rows: number }>): Company {
  const ranked = [...rates]
    .map(([type, { sum, rows }]) => ({ type, mean: sum / rows }))
    .sort((a, b) => a.mean - b.mean || a.type.localeCompare(b.type));
  let serial = 0;
  const vehicles = ranked.flatMap(({ type }) =>
    Object.values(BRANCH_OF_HOTEL).flatMap((branch) => {
      const classCode = classCodeOf(type);
      const rentals = bookings.filter(
        ({ pickUp, ending }) => pickUp.branchCode === branch.code && ending.kind === 'rental',
      );
      const wished = rentals.filter((b) => b.classCode === classCode);
      const given = rentals.filter((b) => b.assignedClassCode === classCode);
      const peak = Math.max(peakOf(wished), peakOf(given));
      return Array.from({ length: Math.ceil(peak * FLEET_PER_PEAK) }, () => {
        serial += 1;
        return {
          plate: plateOf('沪', serial),
          vin: vinOf(serial),
          classCode,
          branchCode: branch.code,
          odometerKm: 1_000,
          energy: 'petrol' as const,
        };
      });
    }),
  );
  return {
    foundedAt: addDays(startOfDay(businessDay(bookings[0]?.submitAt ?? '')), -1),
    branches: Object.values(BRANCH_OF_HOTEL).map((branch) => ({ ...branch, violationHoldDays: 15 })),
    classes: ranked.map(({ type, mean }, i) => ({
      classCode: classCodeOf(type),
      name: `Room type ${type}`,
      rank: i + 1,
      minimumAge: 18,
      licenceHeldMonths: 6,
      workdayFen: Math.max(8_000, Math.round(mean * FEN_PER_EURO)),
      depositFen: 300_000,
    })),
    vehicles,
  };
}

/** Most bookings that want a vehicle on the same day. */
function peakOf(bookings: Booking[]): number {
  return Math.max(0, ...bookingsByDay(bookings).values());
}

function classCodeOf(roomType: string): string {
  return `type-${roomType.trim().toLowerCase()}`;
}
