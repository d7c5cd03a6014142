import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchSystem } from '../launcher/launch-system';
import type { SystemPlaces } from '../verify/system-target';
import { RunningState, findRunningSystem, stateFile } from '../launcher/running-state';

/** The system the demo plays on. */
export interface SystemUnderDemo {
  gatewayUrl: string;
  bus: string;
  admin: { username: string; password: string };
  places: SystemPlaces;
  /** Aborted when it can never work again, see RunningSystem; unknown of a system that was there before. */
  lost?: AbortSignal;
  /** Stops what the demo started; does nothing to a system that was there before. */
  stop(): Promise<void>;
}

/** The play asks as fast as it can, staff and agency alike. */
const UNLIMITED = {
  HOUTAI_RATE_LIMIT_PER_MINUTE: '1000000',
  HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: '1000000',
  HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE: '1000000',
};

const KEPT_START_LIMIT_MS = 180_000;

/**
 * Finds the system that runs from this checkout, or starts one under the simulated clock. One that is to be kept is
 * started as a process of its own, so that it outlives the demo.
 */
export async function findOrLaunch(keep: boolean, signal: AbortSignal): Promise<SystemUnderDemo> {
  const running = await findRunningSystem();
  if (running) return ofState(running);
  return keep ? ofState(await launchDetached()) : launchHere(signal);
}

async function launchHere(signal: AbortSignal): Promise<SystemUnderDemo> {
  const system = await launchSystem({
    mode: 'simulated',
    stateFile: stateFile(),
    env: UNLIMITED,
    log: (line) => console.log(line),
    signal,
  });
  const [admin] = system.accounts;
  if (!admin) throw new Error('The system has no demo accounts');
  console.log(`The system is ready after ${(system.startMs / 1000).toFixed(1)} s: ${system.gatewayUrl}`);
  return {
    gatewayUrl: system.gatewayUrl,
    bus: system.infrastructure.bus.kind,
    admin,
    places: system.places,
    lost: system.lost,
    stop: () => system.stop(),
  };
}

async function launchDetached(): Promise<RunningState> {
  const start = spawn(process.execPath, [join(__dirname, '..', 'start.js'), '--simulated'], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...UNLIMITED },
  });
  let exitCode: number | null | undefined;
  start.on('exit', (code) => (exitCode = code));
  start.unref();
  for (const until = Date.now() + KEPT_START_LIMIT_MS; Date.now() < until; await sleep(250)) {
    if (exitCode !== undefined)
      throw new Error(`The system did not start (exit code ${exitCode}); try npm start -- --simulated`);
    const state = await findRunningSystem();
    if (state) {
      console.log(
        `The system is ready and stays: ${state.gatewayUrl}, launcher process ${state.pid} (kill ${state.pid} stops it)`,
      );
      return state;
    }
  }
  throw new Error(`The system was not ready after ${KEPT_START_LIMIT_MS / 1000} s`);
}

function ofState({ gatewayUrl, bus, admin, places, mode }: RunningState): SystemUnderDemo {
  if (mode !== 'simulated') {
    throw new Error(
      `The system at ${gatewayUrl} runs on the live clock; the demo needs one started with npm start -- --simulated`,
    );
  }
  return { gatewayUrl, bus, admin, places, stop: async () => undefined };
}
