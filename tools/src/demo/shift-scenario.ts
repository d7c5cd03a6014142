import { Instant, addDays } from '@houtai/domain-kit';
import { Scenario } from './booking';

const WEEK_MS = 7 * 86_400_000;

/**
 * The scenario as many whole weeks later as it takes to begin after `now`: business time never goes back, so a system
 * that was played on before goes on from there. Weekdays stay what they were.
 */
export function shiftScenario(scenario: Scenario, now: Instant): { scenario: Scenario; weeks: number } {
  const { company, bookings } = scenario;
  const behind = Date.parse(now) - Date.parse(company.foundedAt);
  const weeks = Math.max(0, Math.ceil(behind / WEEK_MS));
  if (weeks === 0) return { scenario, weeks };
  const later = (instant: Instant) => addDays(instant, 7 * weeks);
  const shifted = bookings.map((booking) => ({
    ...booking,
    submitAt: later(booking.submitAt),
    pickUp: { ...booking.pickUp, at: later(booking.pickUp.at) },
    return: { ...booking.return, at: later(booking.return.at) },
    changes: booking.changes.map((change) => ({ ...change, at: later(change.at) })),
    ending:
      booking.ending.kind === 'cancelled'
        ? { ...booking.ending, at: later(booking.ending.at) }
        : booking.ending,
  }));
  return {
    scenario: {
      ...scenario,
      company: { ...company, foundedAt: later(company.foundedAt) },
      bookings: shifted,
    },
    weeks,
  };
}
