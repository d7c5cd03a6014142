import type { Figure } from '../figure';
import { percentile } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import type { Submitter } from '../system/submitter';
import type { Wishes } from '../system/wishes';
import { oneRun } from './run';

/** Reservations a second, until one is too many. */
const RATES = [75, 100, 125, 150, 175, 200];
const SECONDS = 20;
/** So many milliseconds are kept by 99 of 100 where nothing piles up. */
const IN_TIME = 1_000;

/** The highest rate at which what comes in is also confirmed: more would pile up and be answered ever later. */
export async function sustainedRate(
  system: BenchSystem,
  submitter: Submitter,
  wishes: Wishes,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure> {
  let sustained = 0;
  for (const rate of quick ? RATES.slice(0, 1) : RATES) {
    await system.drained();
    const { confirmed } = await oneRun(system, submitter, wishes, rate, quick ? 1 : SECONDS);
    const p99 = percentile(confirmed, 0.99);
    log(`confirmed at ${rate}/s for ${SECONDS} s: p99 ${Math.round(p99)} ms`);
    if (p99 > IN_TIME && !quick) break;
    sustained = rate;
  }
  return {
    measurement: 'sustained rate of confirmed reservations',
    value: sustained,
    unit: '/s',
    target: { of: 'value', atLeast: 150 },
    note: `The highest of ${RATES.join(', ')} a second at which 99 % are confirmed within ${IN_TIME} ms, ${SECONDS} s long.`,
  };
}
