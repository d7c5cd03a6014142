import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptions, USAGE, type Options } from './options';
import { play } from './play';
import { Random } from './random';
import { faultsPage } from './report';
import { FAULTS } from './rows';
import { runFault, runLone, type RowResult } from './run-fault';
import { Stage } from './stage';

const PAGE = join(__dirname, '..', '..', 'docs', 'reference', 'faults.md');
/** Time that servers and system may take to start, and to end: what then still runs ends with this process. */
const OPEN_MS = 180_000;
const STOP_MS = 20_000;

/** `npm run test:faults`: hurts the running system in every way of the list, and checks it after each. */
async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), FAULTS, Math.floor(Math.random() * 1_000_000));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const startedAt = new Date();
  console.log(`${options.rows.length} faults, seed ${options.seed}`);
  const random = new Random(options.seed);
  const rows = await play({
    ...options,
    endsAt: startedAt.getTime() + options.limitMs - STOP_MS,
    lastBeginAt: startedAt.getTime() + options.lastBeginMs,
    openMs: OPEN_MS,
    closeMs: STOP_MS,
    open: () => open(options.brokers),
    run: (stage: Stage, fault) => runFault(stage, fault, random),
    alone: (fault) => runLone(fault, (line) => console.log(`  ${line}`)),
    tell,
  });
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  if (options.complete) await writeFile(PAGE, faultsPage({ seed: options.seed, startedAt, seconds, rows }));
  const count = (verdict: RowResult['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  console.log(`${count('passed')} passed, ${count('failed')} failed${skipped}`);
  return count('failed') === 0 && count('passed') > 0 ? 0 : 1;
}

async function open(brokers: number): Promise<Stage> {
  const stage = await Stage.open(brokers, (line) => console.log(`  ${line}`));
  console.log(`The system runs: ${stage.system.gatewayUrl}, logs ${stage.system.logDir}`);
  return stage;
}

function tell({ fault, verdict, notes, load, recoverySeconds, checks, seconds }: RowResult): void {
  const figures = [
    load && `${load.accepted} of ${load.asked} wishes accepted`,
    recoverySeconds !== undefined && `at rest after ${recoverySeconds.toFixed(1)} s`,
    checks && `${checks.read.delivered} messages compared`,
    `${seconds.toFixed(0)} s`,
  ];
  console.log(`${verdict.toUpperCase().padEnd(7)} ${fault.name}: ${figures.filter(Boolean).join(', ')}`);
  for (const note of notes) console.log(`          ${note}`);
}

main().then(
  // Sockets that a fault has left half open must not keep the suite.
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.stack : error);
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);
