/** What is known of an endpoint's health; times in ms since 1970. */
export interface EndpointHealth {
  /** Minute, attempts taken and failed, of the last minutes. */
  readonly recent: readonly Minute[];
  /** Until then nothing is tried; after that one attempt, as long as it is set. */
  readonly breakerOpenUntil?: number;
  readonly breakerOpenings: number;
  /** Places in flight, where the receiver asked for fewer than it allows. */
  readonly places?: number;
  readonly takenInARow: number;
  readonly failingSince?: number;
  readonly lastFailureAt?: number;
}

export type Minute = readonly [minute: number, taken: number, failed: number];

/** What health is judged by. */
export interface AttemptOutcome {
  readonly isTaken: boolean;
  readonly status?: number;
}

export const HEALTHY: EndpointHealth = { recent: [], breakerOpenings: 0, takenInARow: 0 };

const MINUTE = 60_000;
const WINDOW_MINUTES = 5;
const LEAST_ATTEMPTS = 10;
const MOST_FAILED = 0.7;
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 15 * MINUTE;
/** Answers that mean: too much at a time. */
const TOO_MUCH = [429, 502, 504];
/** So many taken in a row give a place back. */
const TAKEN_FOR_A_PLACE = 10;
const DISABLED_AFTER_MS = 5 * 24 * 60 * MINUTE;
const FAILURES_APART_MS = 12 * 60 * MINUTE;

/** Health after some attempts that ended together. */
export function healthAfter(
  health: EndpointHealth,
  outcomes: readonly AttemptOutcome[],
  { now, mostInFlight }: { now: number; mostInFlight: number },
): EndpointHealth {
  if (outcomes.length === 0) return health;
  const taken = outcomes.filter(({ isTaken }) => isTaken).length;
  const failed = outcomes.length - taken;
  const next = { ...health, ...placesAfter(health, outcomes, mostInFlight) };
  const failing =
    taken > 0 ? { failingSince: failed > 0 ? now : undefined } : { failingSince: health.failingSince ?? now };
  const lastFailureAt = failed > 0 ? now : health.lastFailureAt;
  const recent = counted(health.recent, Math.floor(now / MINUTE), taken, failed);
  return {
    ...next,
    ...failing,
    lastFailureAt,
    recent,
    ...breakerAfter(health, recent, { taken, failed, now }),
  };
}

/** Whether it has failed for so long that nobody should go on. */
export function isToBeDisabled({ failingSince, lastFailureAt }: EndpointHealth, now: number): boolean {
  if (failingSince === undefined || lastFailureAt === undefined) return false;
  return now - failingSince >= DISABLED_AFTER_MS && lastFailureAt - failingSince >= FAILURES_APART_MS;
}

export function breakerOf(
  { breakerOpenUntil }: EndpointHealth,
  now: number,
): 'closed' | 'open' | 'half-open' {
  if (breakerOpenUntil === undefined) return 'closed';
  return now < breakerOpenUntil ? 'open' : 'half-open';
}

function breakerAfter(
  { breakerOpenUntil, breakerOpenings }: EndpointHealth,
  recent: readonly Minute[],
  { taken, failed, now }: { taken: number; failed: number; now: number },
): Partial<EndpointHealth> {
  if (breakerOpenUntil !== undefined) {
    // what was under way when it opened says nothing new
    if (now < breakerOpenUntil) return {};
    if (taken > 0) return { breakerOpenUntil: undefined, breakerOpenings: 0, recent: [] };
    return opened(breakerOpenings, now);
  }
  const ok = recent.reduce((sum, [, count]) => sum + count, 0);
  const bad = recent.reduce((sum, [, , count]) => sum + count, 0);
  const trips = failed > 0 && ok + bad >= LEAST_ATTEMPTS && bad / (ok + bad) >= MOST_FAILED;
  return trips ? opened(0, now) : {};
}

function opened(before: number, now: number): Partial<EndpointHealth> {
  const openMs = Math.min(FIRST_OPEN_MS * 2 ** before, LONGEST_OPEN_MS);
  return { breakerOpenUntil: now + openMs, breakerOpenings: Math.min(before + 1, 30) };
}

function counted(recent: readonly Minute[], minute: number, taken: number, failed: number): Minute[] {
  const kept = recent.filter(([at]) => at > minute - WINDOW_MINUTES && at <= minute);
  const [, oldTaken, oldFailed] = kept.find(([at]) => at === minute) ?? [minute, 0, 0];
  return [...kept.filter(([at]) => at !== minute), [minute, oldTaken + taken, oldFailed + failed]];
}

function placesAfter(
  { places, takenInARow }: EndpointHealth,
  outcomes: readonly AttemptOutcome[],
  most: number,
): Pick<EndpointHealth, 'places' | 'takenInARow'> {
  if (outcomes.some(({ status }) => status !== undefined && TOO_MUCH.includes(status))) {
    return { places: Math.max(1, Math.floor(Math.min(places ?? most, most) / 2)), takenInARow: 0 };
  }
  if (outcomes.some(({ isTaken }) => !isTaken) || places === undefined) return { places, takenInARow: 0 };
  const row = takenInARow + outcomes.length;
  const grown = places + Math.floor(row / TAKEN_FOR_A_PLACE);
  return { places: grown >= most ? undefined : grown, takenInARow: row % TAKEN_FOR_A_PLACE };
}
