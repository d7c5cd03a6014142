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

/** Places beyond those in use to ask for: what comes may be as much again, and nobody else can use what lies idle here. */
export function spareFor(waiting: number, takenOfLate: number): number {
  return Math.max(1, waiting, 2 * takenOfLate);
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
