import { leaseFor, perSecond, spareFor, type Limit } from './limit';

/** What an instance knows of one subject. Times are milliseconds that only go forward. */
export interface LeaseNews {
  /** Tokens of this lease, and those left for all. */
  granted: number;
  tokens: number;
  /** Requests that may be in flight here. */
  places: number;
}

/** What to ask for. */
export interface LeaseNeeds {
  wanted: number;
  spare: number;
  /** Requests in flight here. */
  running: number;
}

export type Denial = 'too-many' | 'too-many-at-once';

/** A lease that is not used up in time is no longer good. */
const LEASE_LIFE_MS = 1_000;
/** So long an instance believes what it heard; the others count with it for longer. */
const HEARD_LIFE_MS = 1_000;
/** Who was refused is refused for at least so long without asking again. */
const SHORTEST_DENIAL_MS = 100;

/** The tokens and places of one subject that this instance holds. */
export class LimitedSubject {
  running = 0;
  waiting = 0;
  usedAt = -Infinity;
  private tokens = 0;
  private tokensUntil = -Infinity;
  private places = 0;
  /** All instances together have no more places than were given. */
  private isFull = false;
  private heardAt = -Infinity;
  private deniedUntil = -Infinity;
  /** For all instances, as heard last. */
  private left = 0;
  private asked = 0;
  private askedSince = 0;

  /** @param limit another one once the contract has changed */
  constructor(public limit: Limit) {}

  /** Takes a token and a place. @returns why not, or that more has to be heard first */
  take(now: number): 'taken' | 'unknown' | Denial {
    this.usedAt = now;
    this.asked += 1;
    if (now - this.heardAt > HEARD_LIFE_MS) return 'unknown';
    if (this.running >= this.places)
      return this.running >= this.limit.inFlight ? 'too-many-at-once' : this.noPlace(now);
    if (now > this.tokensUntil) this.tokens = 0;
    if (this.tokens < 1) return now < this.deniedUntil ? 'too-many' : 'unknown';
    this.tokens -= 1;
    this.running += 1;
    return 'taken';
  }

  /** Gives both back: another limit refused the request. */
  undo(): void {
    this.tokens += 1;
    this.release();
  }

  release(): void {
    this.running -= 1;
  }

  needs(now: number): LeaseNeeds {
    const seconds = Math.max(0.05, (now - this.askedSince) / 1_000);
    const demand = this.asked / seconds;
    const spare = spareFor(this.waiting, this.asked);
    // What is not asked for any more may be another instance's before the answer comes.
    const kept = Math.min(this.places, this.running + spare);
    // Places given up may be had again: nobody is refused for them before that was asked.
    if (kept < this.places) this.isFull = false;
    this.places = kept;
    this.asked = 0;
    this.askedSince = now;
    const held = now > this.tokensUntil ? 0 : this.tokens;
    const wanted = Math.max(0, leaseFor(this.limit, this.waiting, demand) - held);
    return { wanted, spare, running: this.running };
  }

  hear({ granted, tokens, places }: LeaseNews, { wanted, spare, running }: LeaseNeeds, now: number): void {
    this.tokens = (now > this.tokensUntil ? 0 : this.tokens) + granted;
    this.tokensUntil = now + LEASE_LIFE_MS;
    this.left = tokens;
    this.places = places;
    this.isFull = places < running + spare;
    this.heardAt = now;
    if (granted < wanted) this.deniedUntil = now + Math.max(SHORTEST_DENIAL_MS, this.untilNextMs());
  }

  remaining(): number {
    return this.left + this.tokens;
  }

  untilNextMs(): number {
    return (Math.max(0, 1 - this.left) / perSecond(this.limit)) * 1_000;
  }

  /** More may be had than was asked for; and where it was not, places may have become free elsewhere. */
  private noPlace(now: number): 'unknown' | Denial {
    return !this.isFull || now - this.heardAt > SHORTEST_DENIAL_MS ? 'unknown' : 'too-many-at-once';
  }
}
