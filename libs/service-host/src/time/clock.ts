import type { Instant } from '@houtai/domain-kit';

/** Injection token: `@Inject(CLOCK) clock: Clock`. */
export const CLOCK = Symbol('houtai:clock');

/** The business time of the work in hand. Rules get it as data, they never ask. */
export interface Clock {
  now(): Instant;
}
