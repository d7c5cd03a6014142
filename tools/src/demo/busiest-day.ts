import { addDays, businessDay } from '@houtai/domain-kit';
import { Booking, Scenario } from './booking';

/** How many bookings want a vehicle, by business day. */
export function bookingsByDay(bookings: readonly Booking[]): Map<string, number> {
  const perDay = new Map<string, number>();
  for (const { pickUp, return: back } of bookings) {
    for (let at = pickUp.at; at < back.at; at = addDays(at, 1)) {
      const day = businessDay(at);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
  }
  return perDay;
}

/** The business day on which most rentals of the scenario are planned to run: the day whose report is worth showing. */
export function busiestDay({ bookings }: Scenario): string {
  const perDay = bookingsByDay(bookings.filter(({ ending }) => ending.kind === 'rental'));
  const [busiest] = [...perDay].sort(([dayA, a], [dayB, b]) => b - a || dayA.localeCompare(dayB));
  return busiest?.[0] ?? businessDay(bookings[0]?.pickUp.at ?? '1970-01-01T00:00:00.000Z');
}
