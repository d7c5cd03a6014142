import type { Network } from './network';
import type { Millis } from './network';

/** On which terms vehicles may be driven to pick-ups. */
export interface RelocationTerms {
  readonly network: Network;
  /** No drive begins before. */
  readonly notBefore: Millis;
  /** Most that the drives for one promise may cost, for each day begun: dispatch knows no prices. */
  readonly mostFenPerDay: number;
}

const DAY: Millis = 86_400_000;

/** Most that the drives for this promise may cost. */
export function mostFenFor({ mostFenPerDay }: RelocationTerms, use: { from: Millis; dueAt: Millis }): number {
  return mostFenPerDay * Math.max(1, Math.ceil((use.dueAt - use.from) / DAY));
}
