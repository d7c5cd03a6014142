import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DemoAccount } from './demo-accounts';
import type { SystemPlaces } from '../verify/system-target';
import { projectRoot } from './project-root';

/** What `.houtai/running.json` tells about the system that runs from this checkout. */
export interface RunningState {
  /** Process id of the launcher. */
  readonly pid: number;
  readonly startedAt: string;
  readonly mode: 'live' | 'simulated';
  readonly gatewayUrl: string;
  readonly bus: 'kafka' | 'embedded';
  readonly infrastructure: {
    readonly kind: string;
    readonly servers: readonly { name: string; pid: number }[];
  };
  /** Where `npm run verify` finds databases and bus. */
  readonly places: SystemPlaces;
  readonly admin: { readonly username: string; readonly password: string };
  readonly accounts: readonly DemoAccount[];
  readonly services: readonly { readonly name: string; readonly url: string; readonly pid?: number }[];
  readonly logs: string;
}

const PATIENCE_MS = 10_000;

export function stateFile(): string {
  return join(projectRoot(), '.houtai', 'running.json');
}

/** Replaces the file in one step; only its owner can read it. */
export async function writeState(file: string, state: RunningState): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(next, file);
}

/** Removes the file, if it is still ours. */
export async function removeState(file: string): Promise<void> {
  const state = await readState(file);
  if (!state || state.pid === process.pid) await rm(file, { force: true });
}

/**
 * The system that runs now, or undefined. A file left behind by a launcher that is no more is removed; a launcher
 * that is there but whose gateway does not answer (it is starting, or being restarted) is waited for.
 */
export async function findRunningSystem(file = stateFile()): Promise<RunningState | undefined> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const state = await readState(file);
    if (!state) return undefined;
    if (!isAlive(state.pid)) {
      await rm(file, { force: true });
      return undefined;
    }
    if (await answers(state.gatewayUrl)) return state;
    if (Date.now() >= end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function readState(file: string): Promise<RunningState | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunningState;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
