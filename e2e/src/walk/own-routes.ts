import { randomUUID } from 'node:crypto';
import type { Route } from '../system/api-document';
import type { Answer } from '../system/colleague';
import { comparable } from './comparable';
import { walkList } from './own-lists';
import { nounsOf, requestFor } from './walk-request';
import { leaksIn, nobodys, NOT_LOOKED } from './walk-steps';
import type { Rows, WalkWorld } from './walk-world';

type Headers = Readonly<Record<string, string>>;

/** A route for rows of one's own: those of others must be answered like rows that there are not. */
export async function walkOwn(route: Route, world: WalkWorld): Promise<string[]> {
  const nouns = nounsOf(route);
  const unknown = nouns.filter((noun) => !(world.own[noun] && world.ofOther[noun] && world.ofHouse[noun]));
  if (unknown.length > 0) return [`no ${unknown.join(', ')} of everybody are known, ${NOT_LOOKED}`];
  const found: string[] = [];
  for (const foreign of [world.ofOther, world.ofHouse]) {
    const pairs = pairsOf(nouns, foreign, world);
    for (const [how, headers] of await waysToAsk(route, foreign, world)) {
      for (const pair of pairs) {
        const told = await compare(route, pair, headers, world);
        found.push(...told.map((what) => what + how));
      }
    }
  }
  if (route.method === 'GET') {
    found.push(...(nouns.length > 0 ? await reachOwn(route, world) : await walkList(route, world)));
  }
  return [...new Set(found)];
}

/** Rows of others, and such as nobody has. */
interface Pair {
  readonly foreign: Rows;
  readonly nowhere: Rows;
}

/** A row may lie below one of the partner's own: then it alone is another's. */
function pairsOf(nouns: readonly string[], foreign: Rows, { own }: WalkWorld): Pair[] {
  const nowhere = nobodys(foreign);
  const above = Object.fromEntries(nouns.slice(0, -1).map((noun) => [noun, own[noun] ?? '']));
  const below = { foreign: { ...foreign, ...above }, nowhere: { ...nowhere, ...above } };
  return nouns.length > 1 ? [{ foreign, nowhere }, below] : [{ foreign, nowhere }];
}

/** Headers to ask with, and what to say of them. Under the last, B has just asked the same: what it was told is B's. */
async function waysToAsk(route: Route, foreign: Rows, world: WalkWorld): Promise<[string, Headers][]> {
  if (route.method === 'GET') return [['', {}]];
  const ifMatch = { 'if-match': '"1"' };
  const theirs = { ...ifMatch, 'idempotency-key': randomUUID() };
  const { path, body } = requestFor(route, foreign, world);
  await world.other.ask(route.method, path, { body, headers: theirs });
  return [
    ['', {}],
    [' under If-Match', ifMatch],
    [' under an Idempotency-Key', { ...ifMatch, 'idempotency-key': randomUUID() }],
    [' under an Idempotency-Key of another', theirs],
  ];
}

async function compare(
  route: Route,
  { foreign, nowhere }: Pair,
  headers: Headers,
  world: WalkWorld,
): Promise<string[]> {
  // a key answers once: asked with again, it would repeat
  const fresh = { ...headers, ...(headers['idempotency-key'] ? { 'idempotency-key': randomUUID() } : {}) };
  const theirs = await ask(route, foreign, headers, world);
  const none = await ask(route, nowhere, fresh, world);
  const found = leaksIn(theirs, world, foreign);
  if (theirs.headers.has('idempotency-replayed')) found.push('repeats an answer that was another’s');
  if (nounsOf(route).length > 0 && ![404, 428, 204].includes(none.status)) {
    found.push(`answers ${none.status} to an id that nobody has, ${NOT_LOOKED}`);
  }
  // two rows that were made are two rows: what differs is theirs
  const bothDone = nounsOf(route).length === 0 && theirs.status < 300 && none.status < 300;
  if (!bothDone && comparable(theirs, foreign) !== comparable(none, nowhere)) {
    found.push(`tells rows of others (${theirs.status}) from an id that nobody has (${none.status})`);
  }
  return found;
}

function ask(route: Route, rows: Rows, headers: Headers, world: WalkWorld): Promise<Answer<unknown>> {
  const { path, body } = requestFor(route, rows, world);
  return world.partner.ask(route.method, path, { body, headers });
}

async function reachOwn(route: Route, world: WalkWorld): Promise<string[]> {
  const answer = await ask(route, world.own, {}, world);
  if (answer.status >= 300) return [`answers ${answer.status} to the partner's own row, ${NOT_LOOKED}`];
  return leaksIn(answer, world, {});
}
