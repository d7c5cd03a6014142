import { parseArgs } from 'node:util';
import type { AnyFault } from './fault';

export interface Options {
  readonly seed: number;
  readonly rows: readonly AnyFault[];
  /** Every row: only such a run is worth a page. */
  readonly complete: boolean;
  /** Three, or one for the short part, whose rows hurt no broker: three take a small machine half a minute to start. */
  readonly brokers: number;
  readonly limitMs: number;
  /** After this time no row is begun; the short part leaves it out, else it has failed. */
  readonly lastBeginMs: number;
  readonly late: 'failed' | 'skipped';
}

export const USAGE = `npm run test:faults -- [--short] [--only NAME,…] [--seed N]

  --short    the rows a change is checked with: a minute and a half, seven and a half at most
  --only     these rows; an unknown name lists all
  --seed N   of the load and the pauses (default: drawn, and printed)`;

const FULL_MS = 25 * 60_000;
/**
 * The short part takes a minute and a half on a machine of its own. Beside the tests it takes longer, and nobody waits for
 * it: it ends before they do.
 */
const SHORT_MS = 450_000;
const SHORT_LAST_MS = 300_000;
/** Before its end a complete run begins no row. */
const LAST_MS = 20_000;

/** Reads the arguments; throws naming what it does not understand. */
export function readOptions(args: readonly string[], faults: readonly AnyFault[], drawn: number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const seed = values.seed === undefined ? drawn : Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`--seed must be a whole number, not "${values.seed}"`);
  const names = values.only?.split(',').filter(Boolean);
  const unknown = names?.filter((name) => !faults.some((fault) => fault.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no row ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}`);
  const rows = faults.filter(
    ({ name, short = false, onlyNamed = false }) =>
      (names?.includes(name) ?? !onlyNamed) && (!values.short || short),
  );
  const limitMs = values.short ? SHORT_MS : FULL_MS;
  return {
    seed,
    rows,
    complete: !values.short && !names,
    brokers: values.short ? 1 : 3,
    limitMs,
    lastBeginMs: values.short ? SHORT_LAST_MS : FULL_MS - LAST_MS,
    late: values.short ? 'skipped' : 'failed',
  };
}
