/** What one subject may do, over all instances of the gateway together. */
export interface Limit {
  /** Whom it counts: `key <id>`, `partner <id>`. */
  readonly subject: string;
  /** What clients read it by: `key`, `partner`. */
  readonly name: string;
  readonly perMinute: number;
  /** Requests at a time. */
  readonly inFlight: number;
}

/** A bucket holds what comes in so many seconds: so much may come at once. */
const BURST_SECONDS = 10;
/** An instance leases what it needs for so many seconds. */
const LEASE_SECONDS = 0.25;

export function perSecond({ perMinute }: Limit): number {
  return perMinute / 60;
}

export function burstOf(limit: Limit): number {
  return Math.max(1, Math.floor(perSecond(limit) * BURST_SECONDS));
}

/** Tokens of one lease at most: what lies unused with one instance is little of what there is for all. */
export function largestLease(limit: Limit): number {
  return Math.max(1, Math.ceil(perSecond(limit) * LEASE_SECONDS));
}

/** How many tokens to ask for. @param waiting requests that wait for one @param demand requests a second of late */
export function leaseFor(limit: Limit, waiting: number, demand: number): number {
  const expected = Math.min(largestLease(limit), Math.ceil(demand * LEASE_SECONDS));
  return Math.min(burstOf(limit), Math.max(waiting, expected));
}

/** What an instance heard of the others. */
export interface Others {
  /** Requests in flight there. */
  running: number;
  /** Instances that use the subject too, and those of them that come first when something does not divide. */
  instances: number;
  before: number;
}

/**
 * Requests that an instance may have in flight until it hears more: its own and an equal share of the free places. All
 * shares together are never more than there is.
 */
export function mayRun({ inFlight }: Limit, own: number, { running, instances, before }: Others): number {
  const free = Math.max(0, inFlight - own - running);
  const sharers = instances + 1;
  return own + Math.floor(free / sharers) + (before < free % sharers ? 1 : 0);
}

/** Fields of the draft of the IETF (RateLimit header fields for HTTP), of the limit that is nearest. */
export function limitHeaders(
  name: string,
  perMinute: number,
  left: number,
  resetSeconds: number,
): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${perMinute};w=60`,
    ratelimit: `"${name}";r=${Math.max(0, Math.floor(left))};t=${Math.max(0, Math.ceil(resetSeconds))}`,
  };
}
