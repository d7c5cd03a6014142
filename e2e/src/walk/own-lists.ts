import type { Route } from '../system/api-document';
import type { Answer } from '../system/colleague';
import type { Page } from '../system/views';
import { comparable } from './comparable';
import { requestFor, takesQuery } from './walk-request';
import { leaksIn, nobodys, NOT_LOOKED } from './walk-steps';
import { kindOf, type Caller, type WalkWorld } from './walk-world';

const MOST_PAGES = 100;

type List = Answer<Partial<Page<unknown>>>;

/** A list of one's own rows: page by page, by each filter that names a row of others, and behind a cursor of another's. */
export async function walkList(route: Route, world: WalkWorld): Promise<string[]> {
  return [
    ...(await walkPages(route, world)),
    ...(await walkFilters(route, world)),
    ...(await goOnBehindTheirs(route, world)),
  ];
}

async function walkPages(route: Route, world: WalkWorld): Promise<string[]> {
  const found: string[] = [];
  let rows = 0;
  let after: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && after !== null; page += 1) {
    const answer = await list(route, world.partner, world, { limit: 2, after });
    found.push(...leaksIn(answer, world, {}));
    if (answer.status >= 300) return [...found, `answers ${answer.status}, ${NOT_LOOKED}`];
    rows += answer.body.items?.length ?? 1;
    after = answer.body.next ?? null;
  }
  return rows > 0 ? found : [...found, `has no row of the partner, ${NOT_LOOKED}`];
}

async function walkFilters(route: Route, world: WalkWorld): Promise<string[]> {
  const found: string[] = [];
  for (const { name, in: place } of route.operation.parameters ?? []) {
    const kind = place === 'query' ? kindOf(name) : undefined;
    if (kind === undefined || world.reference[kind] !== undefined) continue;
    for (const foreign of [world.ofOther, world.ofHouse]) {
      if (!foreign[kind]) {
        found.push(`no ${kind} of others are known to filter by ${name}`);
        continue;
      }
      const nowhere = nobodys(foreign);
      const theirs = await list(route, world.partner, world, { [name]: foreign[kind] });
      const none = await list(route, world.partner, world, { [name]: nowhere[kind] });
      found.push(...leaksIn(theirs, world, foreign));
      if (comparable(theirs, foreign) !== comparable(none, nowhere)) {
        found.push(`tells by ${name} whether others have a row`);
      }
    }
  }
  return found;
}

async function goOnBehindTheirs(route: Route, world: WalkWorld): Promise<string[]> {
  const theirs = await list(route, world.other, world, { limit: 1 });
  const after = theirs.body.next;
  if (!after) return [];
  const answer = await list(route, world.partner, world, { limit: 200, after });
  return leaksIn(answer, world, {}).map((what) => `${what} behind a cursor of theirs`);
}

/** @param query of which only what the route takes is asked */
function list(route: Route, caller: Caller, world: WalkWorld, query: object): Promise<List> {
  const taken = Object.entries(query).filter(
    ([name, value]) => value !== undefined && value !== null && takesQuery(route, name),
  );
  return caller.ask('GET', requestFor(route, world.own, world, Object.fromEntries(taken)).path);
}
