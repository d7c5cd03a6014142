import type { Route } from '../system/api-document';
import { nounsOf, requestFor } from './walk-request';
import { nobodys } from './walk-steps';
import type { Rows, WalkWorld } from './walk-world';

const ROUNDS = 12;
/** What looks like a difference is looked at again: a machine that does something else is no leak. */
const LOOKS = 4;
const LEAST_MS = 2;
const LEAST_SHARE = 0.4;

/** Whether the time of an answer tells rows of others from such as nobody has. */
export async function walkTimes(route: Route, world: WalkWorld): Promise<string[]> {
  const nouns = nounsOf(route);
  if (route.method !== 'GET' || nouns.length === 0) return [];
  for (let look = 1; look <= LOOKS; look += 1) {
    const [theirs, none] = await timesOf(route, world);
    const apart = Math.abs(theirs - none);
    if (apart < LEAST_MS || apart < LEAST_SHARE * Math.max(theirs, none)) return [];
    if (look === LOOKS) {
      const [a, b] = [theirs.toFixed(1), none.toFixed(1)];
      return [`tells by its time rows of others (${a} ms) from an id that nobody has (${b} ms)`];
    }
  }
  return [];
}

/** In turn, so that both have the same weather. @returns their lower quartiles, ms: what disturbs an answer makes it later */
async function timesOf(route: Route, world: WalkWorld): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    took[0].push(await timeOf(route, round % 2 === 0 ? world.ofOther : world.ofHouse, world));
    took[1].push(await timeOf(route, nobodys(world.ofOther), world));
  }
  return [lowerQuartile(took[0]), lowerQuartile(took[1])];
}

async function timeOf(route: Route, rows: Rows, world: WalkWorld): Promise<number> {
  const { path } = requestFor(route, rows, world);
  const began = performance.now();
  await world.partner.ask('GET', path);
  return performance.now() - began;
}

function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}
