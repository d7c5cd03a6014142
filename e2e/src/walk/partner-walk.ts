import { routesOf, type Route } from '../system/api-document';
import { comparable } from './comparable';
import { walkOwn } from './own-routes';
import { nounsOf, pathWith, requestFor } from './walk-request';
import { walkTimes } from './own-times';
import { leaksIn, namesIn, NOT_LOOKED } from './walk-steps';
import type { WalkWorld } from './walk-world';

const ALL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Takes every operation of a document as partner A against rows of B and of the house. Which operations there are, and
 * which of them are open to partners, the document alone says: a new route is walked without anyone adding it.
 * @param methods of the routes that are walked; all unless told otherwise
 * @returns what a partner can see, or what kept the walk from looking, one sentence each; none when all is well
 */
export async function walkAsPartner(world: WalkWorld, methods: readonly string[] = ALL): Promise<string[]> {
  const found: string[] = [];
  const routes = routesOf(world.document)
    .filter(({ method }) => methods.includes(method))
    .sort((a, b) => rank(a) - rank(b));
  for (const route of routes) {
    const told = await walkRoute(route, world);
    found.push(...told.map((what) => `${route.method} ${route.path}: ${what}`));
  }
  return [...found, ...toldUnasked(world)];
}

/** What comes without being asked for is A's own too, and something has to come. */
function toldUnasked(world: WalkWorld): string[] {
  const told = world.told?.();
  if (told === undefined) return [];
  if (told.length === 0) return [`it was told nothing, ${NOT_LOOKED}`];
  return [...new Set(told.flatMap((text) => namesIn(text, world)))].map((what) => `it was told of ${what}`);
}

/** What is asked for by its id is written down with its path, so lists are read before that; B removes its rows last. */
function rank(route: Route): number {
  if (route.method === 'GET') return nounsOf(route).length === 0 ? 0 : 1;
  return route.method === 'DELETE' ? 3 : 2;
}

function walkRoute(route: Route, world: WalkWorld): Promise<string[]> {
  const { operation } = route;
  if (operation['x-houtai-public']) return Promise.resolve([]);
  if (!mayBeAsked(route, world)) return walkShut(route, world);
  switch (operation['x-houtai-partner']) {
    case 'own':
      return walkOwnAndTimes(route, world);
    case 'reference':
      return walkReference(route, world);
    default:
      return walkShut(route, world);
  }
}

function mayBeAsked({ operation }: Route, { permits }: WalkWorld): boolean {
  const permission = operation['x-houtai-permission'];
  return permits === undefined || permission === undefined || permits.has(permission);
}

async function walkOwnAndTimes(route: Route, world: WalkWorld): Promise<string[]> {
  const found = await walkOwn(route, world);
  // what can be told from the answer need not be told from the time
  return found.length > 0 ? found : walkTimes(route, world);
}

async function walkShut(route: Route, world: WalkWorld): Promise<string[]> {
  const path = pathWith(route, { ...world.reference, ...world.ofOther });
  const body = ['POST', 'PUT', 'PATCH'].includes(route.method) ? {} : undefined;
  const answer = await world.partner.ask<{ code?: string }>(route.method, path, { body });
  const isShut = answer.status === 403 && answer.body.code === 'forbidden';
  return isShut ? [] : [`is shut for partners or this one, yet answers ${answer.status} to it`];
}

/** The same for everybody: for A as for B, and nothing of anyone's. */
async function walkReference(route: Route, world: WalkWorld): Promise<string[]> {
  const missing = nounsOf(route).filter((noun) => world.reference[noun] === undefined);
  if (missing.length > 0) return [`no ${missing.join(', ')} that everybody may see are known, ${NOT_LOOKED}`];
  const { path, body } = requestFor(route, {}, world);
  const mine = await world.partner.ask(route.method, path, { body });
  const theirs = await world.other.ask(route.method, path, { body });
  const told = leaksIn(mine, world, {});
  if (mine.status >= 300) told.push(`answers ${mine.status}, ${NOT_LOOKED}`);
  if (comparable(mine, {}) !== comparable(theirs, {}))
    told.push('answers one partner otherwise than another');
  return told;
}
