import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { CHINESE_WORDS } from './password-words';

/** A fault of a proposed password, by name of the rule it breaks. */
export type PasswordFault = 'minLength' | 'maxLength' | 'notTheUsername' | 'hardToGuess';

export const SHORTEST_PASSWORD = 10;
/** scrypt takes any length; the limit only keeps hashing cost independent of the caller. */
export const LONGEST_PASSWORD = 200;

/** Of 4: more than 10^8 guesses by somebody who knows what people choose. */
const LEAST_SCORE = 3;
/** What comes after is not looked at: the search for patterns takes longer than in proportion. */
const LOOKED_AT = 72;

let estimator: ZxcvbnFactory | undefined;

/**
 * Length and what people choose instead of character classes (NIST SP 800-63B, 5.1.1.2).
 * @param about what belongs to its holder beside the user name, and is tried first: their name
 * @returns every rule the password breaks; empty when it is good
 */
export function passwordFaults(
  password: string,
  username: string,
  about: readonly string[] = [],
): PasswordFault[] {
  const { length } = [...password];
  const faults: PasswordFault[] = [];
  if (length < SHORTEST_PASSWORD) faults.push('minLength');
  if (length > LONGEST_PASSWORD) faults.push('maxLength');
  if (username !== '' && password.toLowerCase().includes(username.toLowerCase()))
    faults.push('notTheUsername');
  if (isGuessable(password, [username, ...about])) faults.push('hardToGuess');
  return faults;
}

function isGuessable(password: string, about: readonly string[]): boolean {
  // Made when first needed: unpacking the dictionaries takes a while.
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, chinese: [...CHINESE_WORDS] },
    graphs: adjacencyGraphs,
    maxLength: LOOKED_AT,
  });
  const known = about
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter(({ length }) => length > 1);
  return estimator.check(password, known).score < LEAST_SCORE;
}
