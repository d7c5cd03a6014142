import type { Millis } from '../drives/network';

const DAY: Millis = 86_400_000;
/** Dispatch knows no prices. What counts is the order: a promise is worth more than a class, and than drives as they should be. */
const PROMISE_DAY_FEN = 100_000;
const UPGRADE_DAY_FEN = 3_000;

interface Use {
  readonly from: Millis;
  readonly dueAt: Millis;
}

/** What it costs to leave a promise without a vehicle: by days begun. */
export function unservedFen(use: Use): number {
  return daysOf(use) * PROMISE_DAY_FEN;
}

/** What a vehicle of another class than the promised one costs. */
export function classFen(use: Use & { readonly classCode: string }, given: string): number {
  return given === use.classCode ? 0 : daysOf(use) * UPGRADE_DAY_FEN;
}

function daysOf({ from, dueAt }: Use): number {
  return Math.max(1, Math.ceil((dueAt - from) / DAY));
}
