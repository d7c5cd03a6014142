import type { Figure } from '../figure';
import { median, percentile } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import { describeCost } from '../system/processor-cost';
import { openLoop } from '../system/load';
import { Submitter } from '../system/submitter';
import { Wishes } from '../system/wishes';
import { oneRun, type Run } from './run';
import { sustainedRate } from './sustained';

/** The rate of the target, and a quarter of it: how fast the saga is when the machine is not full. */
const TARGET_RATE = 100;
const EASY_RATE = 25;
const APART = ['dispatch', 'load generator'];
/** What V8 compiles meanwhile is a tenth of the cost of the first thousand reservations, and of no later one. */
const WARM_SECONDS = 45;
/** Enough that a slow answer never keeps the next request from being sent. */
const CONNECTIONS = 256;

/** Submit -> confirmed at a fixed number of reservations a second, whatever the system does (open loop). */
export async function sagaBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const wishes = new Wishes(await system.company(), { firstDay: 30, days: 1_800 }, 20_261_122);
  const submitter = await Submitter.signIn(system.running, CONNECTIONS);
  const figures: Figure[] = [];
  const seconds = quick ? 2 : 15;
  try {
    await openLoop(TARGET_RATE, quick ? 1 : WARM_SECONDS, () => submitter.submit(wishes.next()));
    for (const rate of [EASY_RATE, TARGET_RATE]) {
      const runs: Run[] = [];
      for (let run = 1; run <= (quick ? 1 : 3); run += 1) {
        await system.drained();
        const done = await oneRun(system, submitter, wishes, rate, seconds);
        runs.push(done);
        tell(log, `submit -> confirmed at ${rate}/s, run ${run}`, done);
      }
      figures.push(figure(runs, rate, 0.5, 50), figure(runs, rate, 0.99, 250), ...costFigures(runs, rate));
    }
    figures.push(await sustainedRate(system, submitter, wishes, quick, log));
  } finally {
    await submitter.close();
  }
  return figures;
}

function tell(log: (line: string) => void, what: string, { confirmed, refused, steps, cost }: Run): void {
  const at = (share: number) => `p${share * 100} ${Math.round(percentile(confirmed, share))} ms`;
  log(`${what}: ${at(0.5)}, ${at(0.99)} of ${confirmed.length} reservations, ${refused} refused`);
  for (const [step, times] of steps)
    log(`  ${step}: p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`);
  log(describeCost(cost));
}

function figure(runs: readonly Run[], rate: number, share: number, atMost: number): Figure {
  const values = runs.map(({ confirmed }) => percentile(confirmed, share));
  return {
    measurement: `submit -> confirmed at ${rate}/s, p${share * 100}`,
    value: median(values),
    unit: 'ms',
    runs: values,
    ...(rate === TARGET_RATE && { target: { of: 'value', atMost } }),
    ...(share === 0.5 && { note: 'From the sending of the POST to the commit record of the confirmation.' }),
  };
}

/** Planning is stated apart: dispatch's process, which does it, and the tool that makes the load are left out of the second. */
function costFigures(runs: readonly Run[], rate: number): Figure[] {
  const all = runs.map(({ cost }) => cost.all);
  const others = runs.map(({ cost: { all, byProcess } }) =>
    APART.reduce((rest, name) => rest - (byProcess.get(name) ?? 0), all),
  );
  return [
    {
      measurement: `processor time per reservation with its saga, at ${rate}/s`,
      value: median(all),
      unit: 'ms',
      runs: all,
      note: 'Over all processes, servers and load generator included, until the last effect is applied.',
    },
    {
      measurement: `the same without ${APART.join(' and ')}, at ${rate}/s`,
      value: median(others),
      unit: 'ms',
      runs: others,
      ...(rate === TARGET_RATE && { target: { of: 'value', atMost: 12 } }),
    },
  ];
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
