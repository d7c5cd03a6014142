import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalPostgres, type LocalPostgres } from './local-postgres';
import type { PostgresSecurity } from './postgres-security';
import { temporaryFolder } from './temporary-folder';
import { Watchdog } from './watchdog';

/** A Postgres of this machine that can be made to fail; its data and address stay. */
export interface PostgresNode {
  readonly adminUrl: string;
  /** undefined while it is down. */
  pid(): number | undefined;
  /** At once, sessions and all, as a crash: what was committed is recovered at the next start. */
  kill(): Promise<void>;
  /** Postgres's immediate shutdown: sessions are cut, nothing is written. */
  stopAtOnce(): Promise<void>;
  /** Every process of the server stands still until {@link PostgresNode.resume}; sockets stay open. */
  freeze(): Promise<void>;
  resume(): Promise<void>;
  /** Again, on the same port and data. */
  start(): Promise<void>;
  /** Starts anew, on the same port and data: from now on all but the superuser have to come like this. */
  secure(security: PostgresSecurity): Promise<void>;
  /** What it has logged so far, over all starts. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

const RESTART_MS = 30_000;

/**
 * Starts a Postgres whose every commit waits for the disk. Cleaned up however this process ends.
 * @param folder for the data; without it a temporary one, removed at the end
 * @param settings beside the usual ones, as of postgresql.conf
 */
export async function startPostgresNode(
  options: { readonly folder?: string; readonly settings?: Readonly<Record<string, string>> } = {},
): Promise<PostgresNode> {
  const watchdog = new Watchdog();
  const scratch = await temporaryFolder('houtai-postgres-', watchdog);
  const logFile = join(scratch.path, 'postgres.log');
  let security: PostgresSecurity | undefined;
  const start = (port?: number): Promise<LocalPostgres> =>
    startLocalPostgres({
      folder: options.folder ?? scratch.path,
      scratch: scratch.path,
      durable: true,
      watchdog,
      settings: options.settings,
      logFile,
      security,
      port,
    });
  let server = await start();
  const { adminUrl } = server;
  const port = Number(new URL(adminUrl).port);
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    const { pid } = server.process;
    // The parent first, so that it starts no session while its children are stopped.
    for (const one of [pid, ...(await childrenOf(pid))]) trySignal(one, name);
  };
  let stopped: Promise<void> | undefined;
  return {
    adminUrl,
    pid: () => (server.process.hasExited() ? undefined : server.process.pid),
    kill: async () => {
      const children = await childrenOf(server.process.pid);
      await server.process.stop('SIGKILL', 1_000);
      for (const child of children) trySignal(child, 'SIGKILL');
    },
    stopAtOnce: () => server.process.stop('SIGQUIT', 10_000),
    freeze: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    start: async () => {
      if (!server.process.hasExited()) return;
      // Right after a crash its shared memory may still be in use.
      for (const until = Date.now() + RESTART_MS; ;) {
        try {
          server = await start(port);
          return;
        } catch (error) {
          if (Date.now() > until) throw error;
          await new Promise((resolve) => setTimeout(resolve, 250));
        }
      }
    },
    secure: async (wanted) => {
      security = wanted;
      await server.stop();
      server = await start(port);
    },
    log: () => readFile(logFile, 'utf8'),
    stop: () =>
      (stopped ??= (async () => {
        await server.stop();
        await scratch.remove();
        watchdog.done();
      })()),
  };
}

/** Postgres's sessions are children of the server, each in a session of its own: no signal to a group reaches them. */
async function childrenOf(pid: number): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // pid (name) state parent …; the name may hold spaces and brackets
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid) found.push(Number(entry));
  }
  return found;
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
