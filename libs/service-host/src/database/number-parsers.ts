import { types } from 'pg';

const INT8 = 20;

/** Lets `bigint` columns (money in fen, counters) arrive as numbers; a value beyond 2^53 is an error, never a rounded number. */
export function parseBigintAsNumber(): void {
  types.setTypeParser(INT8, safeInteger);
}

export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`A bigint does not fit a number: ${text}`);
  return value;
}
