import { addDays, businessDay } from '@houtai/domain-kit';
import { Scenario } from './booking';

/** The business day on which most rentals of the scenario are planned to run: the day whose report is worth showing. */
export function busiestDay({ bookings }: Scenario): string {
  const perDay = new Map<string, number>();
  for (const { ending, pickUp, return: back } of bookings) {
    if (ending.kind !== 'rental') continue;
    for (let at = pickUp.at; at < back.at; at = addDays(at, 1)) {
      const day = businessDay(at);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
  }
  const [busiest] = [...perDay].sort(([dayA, a], [dayB, b]) => b - a || dayA.localeCompare(dayB));
  return busiest?.[0] ?? businessDay(bookings[0]?.pickUp.at ?? '1970-01-01T00:00:00.000Z');
}
