/** A fault of a proposed password, by name of the rule it breaks. */
export type PasswordFault = 'minLength' | 'maxLength' | 'notTheUsername' | 'notCommon' | 'enoughVariety';

export const SHORTEST_PASSWORD = 10;
/** scrypt takes any length; the limit only keeps hashing cost independent of the caller. */
export const LONGEST_PASSWORD = 200;
const FEWEST_DIFFERENT_CHARACTERS = 5;

/** The passwords that survive a minimum length of 10 in the public lists of leaked ones. */
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '12345678910',
  '123456789a',
  'a123456789',
  'aa12345678',
  'password12',
  'password123',
  'password1234',
  'qwertyuiop',
  'qwerty12345',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  'administrator',
  'iloveyou123',
  'woaini1314',
  'woaini520520',
  '5201314520',
]);

/**
 * Length and blocklist instead of character classes (NIST SP 800-63B, 5.1.1.2).
 * @returns every rule the password breaks; empty when it is good
 */
export function passwordFaults(password: string, username: string): PasswordFault[] {
  const characters = [...password];
  const lower = password.toLowerCase();
  const faults: PasswordFault[] = [];
  if (characters.length < SHORTEST_PASSWORD) faults.push('minLength');
  if (characters.length > LONGEST_PASSWORD) faults.push('maxLength');
  if (username !== '' && lower.includes(username.toLowerCase())) faults.push('notTheUsername');
  if (COMMON.has(lower)) faults.push('notCommon');
  if (new Set(characters).size < FEWEST_DIFFERENT_CHARACTERS) faults.push('enoughVariety');
  return faults;
}
