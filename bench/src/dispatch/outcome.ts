import type { AskedWish, Scenario } from './scenario';
import { DAY } from './scenario';

/** What a way of planning made of a scenario. */
export interface Outcome {
  readonly served: AskedWish[];
  /** Cost of all relocations, in fen. */
  relocationFen: number;
  /** Milliseconds of each answer, in order. */
  readonly ms: number[];
}

/** Rent less relocations, in fen: what the gap is measured in. */
export function worthOf({ served, relocationFen }: Outcome): number {
  return served.reduce((sum, { revenueFen }) => sum + revenueFen, 0) - relocationFen;
}

/** Share of the fleet's days that are rented. A return after the last day counts in full. */
export function utilisationOf(
  served: readonly { readonly wish: AskedWish; readonly share: number }[],
  { shape }: Scenario,
): number {
  const rented = served.reduce((sum, { wish, share }) => sum + share * (wish.dueAt - wish.from), 0);
  return rented / (shape.vehicles * shape.days * DAY);
}
