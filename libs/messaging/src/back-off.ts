/** Exponential back-off with jitter: between half and all of `firstMs * 2^(attempt - 1)`, at most `maxMs`. */
export function backOff(attempt: number, firstMs: number, maxMs: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  return full / 2 + (Math.random() * full) / 2;
}
