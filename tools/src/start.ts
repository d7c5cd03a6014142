import { resolve } from 'node:path';
import { isFree } from '@houtai/infrastructure';
import { banner } from './launcher/banner';
import { demoKey } from './launcher/demo-key';
import { parseLaunchArguments, USAGE } from './launcher/launch-arguments';
import { launchSystem } from './launcher/launch-system';
import { findRunningSystem, stateFile } from './launcher/running-state';
import type { RunningSystem } from './launcher/running-system';
import { runMain } from './run-main';

/** `npm start`: the whole back office until Ctrl-C. Exit code 0 after Ctrl-C, 1 when it could not start or go on. */
async function main(): Promise<number> {
  const args = parseLaunchArguments(process.argv.slice(2), process.env);
  if (args.help) {
    console.log(USAGE);
    return 0;
  }
  const other = await findRunningSystem();
  if (other) throw new Error(`Houtai runs already: ${other.gatewayUrl} (launcher: process ${other.pid})`);
  const port = args.portWasGiven || (await isFree(args.port)) ? args.port : undefined;
  if (port === undefined) console.log(`Port ${args.port} is taken; the gateway gets a free one.`);

  const interruption = untilInterrupted();
  const system = await launchSystem({
    mode: args.mode,
    dataDir: args.dataDir === undefined ? undefined : resolve(args.dataDir),
    port,
    stateFile: stateFile(),
    log: console.log,
    signal: interruption.signal,
  }).catch((error: unknown) => {
    if (interruption.signal.aborted) return undefined;
    throw error;
  });
  if (!system) return 130;
  interruption.kills(system);
  const isTest = (process.env.HOUTAI_REALM || 'test') === 'test';
  console.log(banner(system, isTest ? await demoKey(system) : undefined));
  await untilAborted(AbortSignal.any([interruption.signal, system.lost]));
  if (system.lost.aborted) console.error((system.lost.reason as Error).message);
  console.log('Stopping');
  await system.stop();
  console.log('Stopped');
  return system.lost.aborted ? 1 : 0;
}

interface Interruption {
  readonly signal: AbortSignal;
  /** What the second signal ends at once. */
  kills(system: RunningSystem): void;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}

/** The first Ctrl-C, SIGTERM or closed terminal asks for an orderly end, the second one does not ask. */
function untilInterrupted(): Interruption {
  const controller = new AbortController();
  let system: RunningSystem | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) {
        system?.kill();
        // What else is left, the watchdog ends.
        process.exit(130);
      }
      controller.abort();
    });
  return { signal: controller.signal, kills: (running) => void (system = running) };
}

runMain(main);
