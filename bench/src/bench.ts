import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { busBenchmark } from './bus/bus-benchmark';
import { dispatchBenchmark } from './dispatch/dispatch-benchmark';
import type { Figure } from './figure';
import { entryBenchmark } from './entry/entry-benchmark';
import { intakeBenchmark } from './intake/intake-benchmark';
import { liveBenchmark } from './live/live-benchmark';
import { describeMachine, loadNow } from './machine';
import { parseOptions, USAGE, type Options } from './options';
import { planningBenchmark } from './planning/planning-benchmark';
import { sagaBenchmark } from './saga/saga-benchmark';
import { requireCommitTimes, startServers, type Servers } from './servers';
import { memoryFigures, startBenchmark } from './start/start-benchmark';
import { table } from './table';
import { webhooksBenchmark } from './webhooks/webhooks-benchmark';

const log = (line: string): void => console.error(line);

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  const loadBefore = loadNow();
  if (loadBefore > 1)
    log(`This machine is busy with something else (load ${loadBefore}): the figures will be low.`);
  // The planning core needs no servers, and nothing should run beside it.
  const alone = options.only.has('dispatch') ? await dispatchBenchmark(options, log) : [];
  const needsServers = [...options.only].some((name) => name !== 'dispatch');
  const servers = needsServers ? await startServers(log) : undefined;
  try {
    const machine = await describeMachine(servers?.infrastructure, loadBefore);
    const figures = [...alone, ...(servers ? await measure(options, servers) : [])];
    const { cores, memoryGiB, node, postgres, bus } = machine;
    console.log(
      `\n${cores} cores, ${memoryGiB} GiB, Node ${node}, Postgres ${postgres}, bus ${bus}, load before ${loadBefore}\n`,
    );
    console.log(table(figures));
    if (options.json !== undefined)
      await writeFile(
        options.json,
        `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`,
      );
  } finally {
    await servers?.stop();
  }
}

async function measure({ only, quick }: Options, { infrastructure, figures }: Servers): Promise<Figure[]> {
  const found: Figure[] = [];
  if (only.has('saga') || only.has('planning')) await requireCommitTimes(infrastructure);
  if (only.has('bus')) found.push(...(await busBenchmark(infrastructure, quick, log)));
  if ([...only].every((name) => name === 'bus' || name === 'dispatch')) return found;
  const runs = only.has('start') && !quick ? 2 : 1;
  const { system, figures: started } = await startBenchmark(infrastructure, { runs, quick }, log);
  try {
    const loaded: Figure[] = [];
    if (only.has('saga')) loaded.push(...(await sagaBenchmark(system, quick, log)));
    if (only.has('intake')) loaded.push(...(await intakeBenchmark(system, quick, log)));
    if (only.has('entry')) loaded.push(...(await entryBenchmark(system, quick, log)));
    if (only.has('webhooks')) loaded.push(...(await webhooksBenchmark(system, quick, log)));
    if (only.has('live')) loaded.push(...(await liveBenchmark(system, quick, log)));
    // last: what it fills makes every later answer dearer
    if (only.has('planning')) loaded.push(...(await planningBenchmark(system, quick, log)));
    found.unshift(...loaded);
    if (only.has('start')) {
      found.push(...figures, ...started);
      if (loaded.length > 0) found.push(...(await memoryFigures(system, 'after load')));
    }
  } finally {
    await system.stop();
  }
  return found;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
