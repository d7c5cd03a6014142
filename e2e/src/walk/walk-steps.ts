import { randomUUID } from 'node:crypto';
import type { Answer } from '../system/colleague';
import { textOf, without } from './comparable';
import type { Rows, WalkWorld } from './walk-world';

/** What to say of an answer that stops the walk from looking. */
export const NOT_LOOKED = 'so that nothing was looked at';

/** Ids that nobody has, of every kind in `rows`. */
export function nobodys(rows: Rows): Rows {
  return Object.fromEntries(Object.keys(rows).map((kind) => [kind, randomUUID()]));
}

/** What an answer to A tells of B or the house, beside the ids that the question named. */
export function leaksIn({ headers, body }: Answer<unknown>, world: WalkWorld, asked: Rows): string[] {
  const told = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return namesIn(without(`${told}\n${textOf(body)}`, asked), world).map((secret) => `tells of ${secret}`);
}

/** Ids and canaries of B and the house that stand in a text. */
export function namesIn(text: string, { ofOther, ofHouse, canaries }: WalkWorld): string[] {
  const secrets = [...Object.values(ofOther), ...Object.values(ofHouse), ...canaries];
  return [...new Set(secrets)].filter((secret) => text.includes(secret));
}
