import { Instant, addHours, assertNever } from '@houtai/domain-kit';
import type { ComplaintStatus, Severity } from './complaint-terms';

/**
 * The clock of the service level: by when the next step is due. It pauses only while the customer is to answer, and a
 * pause moves the due time by exactly its own length.
 */
export type SlaClock =
  | { kind: 'running'; dueAt: Instant }
  | { kind: 'paused'; dueAt: Instant; since: Instant }
  | { kind: 'stopped' };

/** Hours from reaching a status to the step that leaves it, by severity, day and night. */
const HOURS: Readonly<Record<ComplaintStatus, Readonly<Record<Severity, number>> | undefined>> = {
  received: { high: 4, normal: 48, low: 72 },
  investigating: { high: 24, normal: 72, low: 120 },
  'liability-decided': { high: 8, normal: 24, low: 48 },
  'remedy-proposed': { high: 24, normal: 72, low: 120 },
  escalated: { high: 8, normal: 24, low: 24 },
  accepted: { high: 24, normal: 48, low: 72 },
  closed: { high: 72, normal: 168, low: 168 },
  'followed-up': undefined,
};

/** The clock of a status just reached; stopped when nothing is left to do. */
export function startClock(status: ComplaintStatus, severity: Severity, at: Instant): SlaClock {
  const hours = HOURS[status]?.[severity];
  return hours === undefined ? { kind: 'stopped' } : { kind: 'running', dueAt: addHours(at, hours) };
}

export function pauseClock(clock: SlaClock, at: Instant): SlaClock {
  return clock.kind === 'running' ? { kind: 'paused', dueAt: clock.dueAt, since: at } : clock;
}

export function resumeClock(clock: SlaClock, at: Instant): SlaClock {
  if (clock.kind !== 'paused') return clock;
  const pausedMs = Math.max(0, Date.parse(at) - Date.parse(clock.since));
  return { kind: 'running', dueAt: new Date(Date.parse(clock.dueAt) + pausedMs).toISOString() };
}

/** Whether the next step is late at `now`. A clock that paused in time is never late while it waits. */
export function isOverdue(clock: SlaClock, now: Instant): boolean {
  switch (clock.kind) {
    case 'running':
      return clock.dueAt <= now;
    case 'paused':
      return clock.dueAt <= clock.since;
    case 'stopped':
      return false;
    default:
      return assertNever(clock);
  }
}
