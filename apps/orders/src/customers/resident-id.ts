import type { BusinessDay } from '@houtai/domain-kit';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** Resident identity card number (居民身份证): 18 characters, the last a check character (GB 11643-1999, ISO 7064 MOD 11-2). */
export function isResidentId(number: string): boolean {
  return (
    /^\d{17}[\dX]$/.test(number) && number[17] === checkCharacter(number) && birthDateOf(number) !== undefined
  );
}

/** The check character that belongs to the first 17 digits. */
export function checkCharacter(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight * Number(number[n]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** The date of birth written in the number, undefined when there is no such day. */
export function birthDateOf(number: string): BusinessDay | undefined {
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const time = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}
