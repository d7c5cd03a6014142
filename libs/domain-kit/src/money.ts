/** An amount of money in fen (1/100 yuan): a safe integer, never a float of yuan. */
export type Fen = number;

/** A rate in basis points: 1300 is 13 %. */
export type BasisPoints = number;

/** Throws RangeError unless `value` is a whole number of fen that a double holds exactly. */
export function assertFen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number of fen: ${value}`);
  return value;
}

/** `amount * rate`, rounded half away from zero, in integer arithmetic (a double would lose fen above 2^53 / rate). */
export function portion(amount: Fen, rate: BasisPoints): Fen {
  return divideRounded(BigInt(assertFen(amount)) * BigInt(rate), 10_000n);
}

/**
 * Splits a price that includes VAT: tax = round(G * r / (1 + r)), net = G - tax, so that net + tax is always G
 * (finance design, "Chart of accounts and posting rules").
 */
export function splitVat(gross: Fen, rate: BasisPoints): { netFen: Fen; taxFen: Fen } {
  const taxFen = divideRounded(BigInt(assertFen(gross)) * BigInt(rate), 10_000n + BigInt(rate));
  return { netFen: gross - taxFen, taxFen };
}

function divideRounded(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? -1n : 1n;
  const magnitude = numerator * sign;
  return Number((sign * (2n * magnitude + denominator)) / (2n * denominator));
}
