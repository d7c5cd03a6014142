import type { Infrastructure } from '@houtai/infrastructure';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../figure';
import { median } from '../statistics';
import { BenchSystem } from '../system/bench-system';
import { memoryOf } from '../system/process-usage';

/** After this a service has done what it does at its start. */
const SETTLED_MS = 5_000;
/** Short of figures that are worth keeping. */
const QUICKLY_SETTLED_MS = 1_000;

export interface Started {
  readonly system: BenchSystem;
  readonly figures: Figure[];
}

/** Starts the services several times, each time on empty databases, and leaves the last ones running. */
export async function startBenchmark(
  infrastructure: Infrastructure,
  { runs, quick }: { readonly runs: number; readonly quick: boolean },
  log: (line: string) => void,
): Promise<Started> {
  const seconds: number[] = [];
  for (let run = 1; ; run += 1) {
    const system = await BenchSystem.launch(infrastructure, `bench${run}`, quick, log);
    seconds.push(system.running.startMs / 1000);
    log(`seven services ready after ${seconds.at(-1)?.toFixed(1)} s`);
    if (run < runs) {
      await system.stop();
      continue;
    }
    await sleep(quick ? QUICKLY_SETTLED_MS : SETTLED_MS);
    const ready: Figure = {
      measurement: 'start to ready, seven services, empty databases',
      value: median(seconds),
      unit: 's',
      runs: seconds,
      note: 'From the launch to the last /health/ready; it includes making and migrating seven databases.',
    };
    return { system, figures: [ready, ...(await memoryFigures(system, 'after start'))] };
  }
}

/** One line for each process, and their sum. */
export async function memoryFigures(system: BenchSystem, when: string): Promise<Figure[]> {
  const figures = await Promise.all(
    system.processes().map(async ({ name, pid }): Promise<Figure> => {
      const value = pid === undefined ? Number.NaN : await memoryOf(pid);
      return { measurement: `memory of ${name}, ${when}`, value, unit: 'MiB' };
    }),
  );
  const sum = figures.reduce((total, { value }) => total + value, 0);
  return [...figures, { measurement: `memory of all processes, ${when}`, value: sum, unit: 'MiB' }];
}
