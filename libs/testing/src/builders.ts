import type { Instant } from '@houtai/domain-kit';

/** The n-th id: readable, valid as a UUID version 7, the same in every run. */
export function testId(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** An instant of the days around the first of March 2027: `at('10:00')`, `at('10:00', 2)` two days later. UTC. */
export function at(time: string, day = 0): Instant {
  return new Date(
    Date.parse(`2027-03-01T${time.length === 5 ? `${time}:00` : time}.000Z`) + day * 86_400_000,
  ).toISOString();
}
