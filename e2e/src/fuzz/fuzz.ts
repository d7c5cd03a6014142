import fc from 'fast-check';
import { routesOf, type ApiDocument, type Route } from '../system/api-document';
import type { Answer } from '../system/colleague';
import type { Caller } from '../walk/walk-world';
import { AnswerCheck } from './answer-check';
import type { KnownIds } from './known-ids';
import { requestArbitrary, type FuzzRequest } from './request-arbitrary';

/** A document, and who asks by it. */
export interface FuzzPart {
  readonly document: ApiDocument;
  /** Whom it is written for. */
  readonly readers: readonly Caller[];
  /** They ask now and then, and are to be refused. */
  readonly strangers: readonly Caller[];
}

export interface FuzzPlan {
  readonly parts: readonly FuzzPart[];
  readonly known: KnownIds;
  /** Business time. */
  readonly now: Date;
  readonly seed: number;
  readonly forMs: number;
  /** Operations that are left out, by their id. */
  readonly except: ReadonlySet<string>;
  readonly atATime: number;
}

interface Place {
  readonly part: FuzzPart;
  readonly check: AnswerCheck;
  readonly route: Route;
}

export interface FuzzReport {
  readonly requests: number;
  /** Operations that were asked, one that stands in two documents twice; and those there was no time for. */
  readonly operations: number;
  readonly left: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Each kind of fault of each operation once, with a request that leads to it. */
  readonly findings: readonly string[];
}

const SHOWN = 600;

/**
 * Asks every operation of the documents, in turn, with input that is valid and input that is not, until the time is over; what
 * answers show is asked for again. The same seed gives the same values for the same known ids.
 */
export async function fuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const places = placesOf(plan);
  const statuses: Record<string, number> = {};
  const findings = new Map<string, string>();
  const asked = new Set<Place>();
  let requests = 0;
  const end = performance.now() + plan.forMs;
  const asker = async (): Promise<void> => {
    while (performance.now() < end) {
      const n = requests++;
      const place = places[n % places.length] as Place;
      const { route, check } = place;
      const request = requestOf(place, n, plan);
      const answer = await ask(callerFor(place, Math.floor(n / places.length)), request);
      asked.add(place);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status < 300) plan.known.learn(answer.body, rowsOf(route));
      for (const fault of check.faultsOf(route, answer)) {
        const name = `${route.method} ${route.path}: ${fault}`;
        if (!findings.has(name)) findings.set(name, `${name}\n  ${shown(request)}\n  ${shown(answer.body)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: plan.atATime }, asker));
  const left = places.length - asked.size;
  return { requests, operations: asked.size, left, statuses, findings: [...findings.values()] };
}

/** Reads first, so that there is something to name. */
function placesOf({ parts, except }: FuzzPlan): Place[] {
  const places = parts.flatMap((part) => {
    const check = new AnswerCheck(part.document);
    return routesOf(part.document)
      .filter(({ operation }) => !except.has(operation.operationId))
      .map((route) => ({ part, check, route }));
  });
  const rank = ({ route }: Place) => (route.method === 'GET' ? 0 : 1);
  return places.sort((a, b) => rank(a) - rank(b));
}

/** @param round how often the operations were all asked by now */
function callerFor({ part, route }: Place, round: number): Caller {
  const { readers, strangers } = part;
  // what is open to partners is answered to them by their own document
  const isShut = route.operation['x-houtai-partner'] === undefined;
  const some = isShut && round % 8 === 7 ? strangers : readers;
  return some[round % some.length] as Caller;
}

function requestOf({ part, route }: Place, n: number, { known, now, seed }: FuzzPlan): FuzzRequest {
  const [request] = fc.sample(requestArbitrary(route, { document: part.document, known, now }), {
    numRuns: 1,
    seed: seed + n,
  });
  if (!request) throw new Error('no request was made');
  return request;
}

function ask(caller: Caller, { method, path, headers, body }: FuzzRequest): Promise<Answer<unknown>> {
  return caller.ask(method, path, { headers, ...(body === undefined ? {} : { body }) });
}

/** What the rows are called that a route answers with: `/reservations/{id}/change` answers with a reservation. */
function rowsOf({ path }: Route): string | undefined {
  const nouns = path.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  const before = /\/([a-z-]+)\/\{\w+\}/.exec(path)?.[1];
  return before ?? nouns.at(-1);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
