import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from '../launcher/running-system';

/** Short: while a process is away nothing drains, so the work of others goes on in these pauses only. */
const BETWEEN_MS = 500;
const LIMIT_MS = 60_000;

/**
 * Ends processes of a system with SIGKILL, services and servers by their names, one after the other: each runs again
 * before the next dies.
 * @param going asked before each kill; false ends it
 * @returns the names of those that were killed
 */
export async function killInTurn(
  system: RunningSystem,
  victims: readonly string[],
  going: () => boolean,
): Promise<string[]> {
  const killed: string[] = [];
  for (const name of victims) {
    await sleep(BETWEEN_MS);
    if (!going()) break;
    await killAndWait(system, name);
    killed.push(name);
  }
  return killed;
}

async function killAndWait({ services, infrastructure }: RunningSystem, name: string): Promise<void> {
  const service = services.find((one) => one.name === name);
  const server = infrastructure.servers.find((one) => one.name === name);
  const pidNow = (): number | undefined => service?.pid() ?? server?.pid;
  const pid = pidNow();
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGKILL');
  for (const until = Date.now() + LIMIT_MS; Date.now() < until; await sleep(50)) {
    const now = pidNow();
    if (now !== undefined && now !== pid && (!service || (await isReady(service.url)))) return;
  }
  throw new Error(`${name} does not run again ${LIMIT_MS / 1000} s after its kill`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
