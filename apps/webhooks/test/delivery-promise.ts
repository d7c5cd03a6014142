import { Webhook } from 'standardwebhooks';

/** Something that happened, as the bus was told of it. */
export interface Happened {
  /** `reservation/…` */
  readonly subject: string;
  readonly version: number;
}

/** A request as the receiver got it, in the order in which they came, and what it answered. */
export interface Arrival extends Happened {
  readonly id: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for one that was not answered. */
  readonly status: number | undefined;
}

/** What is known of one endpoint from outside of the service, but for what stands as exhausted. */
export interface Evidence {
  /** Everything that its partner is told of. */
  readonly happened: readonly Happened[];
  /** What of that is of the endpoint's types, since it was made. */
  readonly owed: readonly Happened[];
  readonly arrivals: readonly Arrival[];
  /** Ids of messages that the service says stand as exhausted, or that their owner has skipped. */
  readonly givenUp: ReadonlySet<string>;
  /** Ids of messages by what they tell of, as `GET /events` lists them. */
  readonly listed: ReadonlyMap<string, string>;
  /** Every secret that it ever had. */
  readonly secrets: readonly string[];
  readonly isOrdered: boolean;
}

/** What a message tells of. */
export function nameOf({ subject, version }: Happened): string {
  return `${subject} v${version}`;
}

/**
 * How the promise of webhooks was broken, a sentence each; none when it was kept: every public event of an endpoint's types is
 * delivered at least once or stands as exhausted, always under one id, signed by a valid secret, and in order of version per
 * subject on ordered endpoints.
 */
export function brokenPromises(evidence: Evidence): string[] {
  return [...lost(evidence), ...renamed(evidence), ...unsigned(evidence), ...disordered(evidence)];
}

function isTaken({ status }: Arrival): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

function lost({ owed, arrivals, givenUp, listed }: Evidence): string[] {
  const taken = new Set(arrivals.filter(isTaken).map(nameOf));
  return owed
    .map(nameOf)
    .filter((name) => !taken.has(name) && !givenUp.has(listed.get(name) ?? ''))
    .map((name) => `${name} was never taken, and does not stand as exhausted`);
}

function renamed({ happened, arrivals, listed }: Evidence): string[] {
  const known = new Set(happened.map(nameOf));
  const named = new Map<string, string>();
  return arrivals.flatMap((arrival) => {
    const name = nameOf(arrival);
    if (!known.has(name)) return [`${name} came, and never happened`];
    const id = listed.get(name);
    if (arrival.id !== id) return [`${name} came as ${arrival.id}, and is listed as ${id}`];
    const before = named.get(arrival.id) ?? name;
    named.set(arrival.id, before);
    return before === name ? [] : [`${before} and ${name} came under one id`];
  });
}

function unsigned({ arrivals, secrets }: Evidence): string[] {
  const isSigned = ({ text, headers }: Arrival) =>
    secrets.some((secret) => {
      try {
        return Boolean(new Webhook(secret).verify(text, { ...headers }));
      } catch {
        return false;
      }
    });
  return arrivals
    .filter((arrival) => !isSigned(arrival))
    .map((arrival) => `${nameOf(arrival)} came without a good signature`);
}

/** A replay begins anew; what it sends may be older than what came before it. */
function disordered({ arrivals, isOrdered }: Evidence): string[] {
  if (!isOrdered) return [];
  const reached = new Map<string, number>();
  return arrivals.flatMap((arrival) => {
    const { subject, version, headers } = arrival;
    if (headers['webhook-replay'] === 'true') return [];
    const before = reached.get(subject) ?? 0;
    reached.set(subject, Math.max(before, version));
    return version < before ? [`${nameOf(arrival)} came after v${before}`] : [];
  });
}
