import type { Figure } from '../figure';
import { median } from '../statistics';
import { closedLoop } from '../system/load';

const CONCURRENCY = 8;

export type Work = () => Promise<unknown>;

interface Pair {
  readonly measurement: string;
  readonly work: Work;
  /** What the same costs without what is measured. */
  readonly floor: { readonly what: string; readonly work: Work; readonly before?: Work };
  /** Called before each turn of the work, as `floor.before` before each of the floor. */
  readonly before?: Work;
  readonly atLeast?: number;
}

/** Requests a second of two kinds of work in short turns: what else the machine does hits both alike. */
export async function inTurn(
  { measurement, work, before, floor, atLeast }: Pair,
  { turns, seconds }: { turns: number; seconds: number },
  log: (line: string) => void,
): Promise<Figure> {
  const rates: number[] = [];
  const floors: number[] = [];
  const take = async (one: Work, ready: Work | undefined, into: number[]) => {
    await ready?.();
    await closedLoop(CONCURRENCY, Math.min(0.5, seconds), one); // warm
    into.push((await closedLoop(CONCURRENCY, seconds, one)) / seconds);
  };
  for (let turn = 0; turn < turns; turn += 1) {
    await take(floor.work, floor.before, floors);
    await take(work, before, rates);
  }
  const [value, least] = [median(rates), median(floors)];
  log(`${measurement}: ${value.toFixed(0)}/s, ${floor.what} ${least.toFixed(0)}/s`);
  return {
    measurement,
    value,
    unit: '/s',
    runs: rates,
    floor: { what: floor.what, value: least, runs: floors },
    ratio: value / least,
    ...(atLeast === undefined ? {} : { target: { of: 'ratio', atLeast } }),
  };
}
