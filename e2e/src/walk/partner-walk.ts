import { routesOf, type Route } from '../system/api-document';
import { comparable } from './comparable';
import { walkOwn } from './own-routes';
import { nounsOf, pathWith, requestFor } from './walk-request';
import { leaksIn, NOT_LOOKED } from './walk-steps';
import type { WalkWorld } from './walk-world';

/**
 * Takes every operation of a document as partner A against rows of B and of the house. Which operations there are, and
 * which of them are open to partners, the document alone says: a new route is walked without anyone adding it.
 * @returns what a partner can see, or what kept the walk from looking, one sentence each; none when all is well
 */
export async function walkAsPartner(world: WalkWorld): Promise<string[]> {
  const found: string[] = [];
  const routes = routesOf(world.document).sort((a, b) => rank(a) - rank(b));
  for (const route of routes) {
    const told = await walkRoute(route, world);
    found.push(...told.map((what) => `${route.method} ${route.path}: ${what}`));
  }
  return found;
}

/** What is asked for is written down with its path, so lists are read before that; B removes its rows last. */
function rank({ method }: Route): number {
  if (method === 'GET') return 0;
  return method === 'DELETE' ? 2 : 1;
}

function walkRoute(route: Route, world: WalkWorld): Promise<string[]> {
  const { operation } = route;
  if (operation['x-houtai-public']) return Promise.resolve([]);
  switch (operation['x-houtai-partner']) {
    case 'own':
      return walkOwn(route, world);
    case 'reference':
      return walkReference(route, world);
    default:
      return walkShut(route, world);
  }
}

async function walkShut(route: Route, world: WalkWorld): Promise<string[]> {
  const path = pathWith(route, { ...world.reference, ...world.ofOther });
  const body = ['POST', 'PUT', 'PATCH'].includes(route.method) ? {} : undefined;
  const answer = await world.partner.ask<{ code?: string }>(route.method, path, { body });
  const isShut = answer.status === 403 && answer.body.code === 'forbidden';
  return isShut ? [] : [`is not marked for partners, yet answers ${answer.status} to one`];
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
