import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Watchdog } from './watchdog';

export interface ServerProcess {
  readonly name: string;
  readonly pid: number;
  /** The last lines it printed. */
  tail(lines?: number): string;
  /** Resolves as soon as it is gone with how it went, `SIGKILL` or `exit code 1`. */
  readonly ended: Promise<string>;
  /** Settles when it has exited and everything that it printed was read. */
  readonly exited: Promise<void>;
  hasExited(): boolean;
  /** Sends `signal`, and SIGKILL when it has not exited after `patienceMs`. */
  stop(signal: NodeJS.Signals, patienceMs: number): Promise<void>;
}

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** File that also takes what it prints. */
  readonly logFile?: string;
}

/**
 * Starts a server in a session of its own (Ctrl-C in the terminal is ours to handle) and hands it to the watchdog.
 * Rejects when the program cannot be started at all.
 */
export async function startServer(what: ServerCommand, watchdog: Watchdog): Promise<ServerProcess> {
  const { command, args, env, cwd, uid, gid } = what;
  const child = spawn(command, args, {
    env,
    cwd,
    uid,
    gid,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${what.name} could not be started: ${error.message}`)));
  });
  watchdog.process(child);
  return follow(child, what);
}

function follow(child: ChildProcess, what: ServerCommand): ServerProcess {
  let recent = '';
  const file =
    what.logFile === undefined ? undefined : createWriteStream(what.logFile, { flags: 'a', mode: 0o600 });
  file?.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      recent = (recent + chunk.toString('utf8')).slice(-16_384);
      file?.write(chunk);
    });
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  let over = false;
  const exited = new Promise<void>((resolve) =>
    child.once('close', () => {
      over = true;
      file?.end();
      resolve();
    }),
  );
  return {
    name: what.name,
    pid: child.pid ?? 0,
    ended,
    exited,
    hasExited: () => over,
    tail: (lines = 8) => recent.trimEnd().split('\n').slice(-lines).join('\n'),
    stop: async (signal, patienceMs) => {
      if (over) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Calls `attempt` until it succeeds; throws its last error after `limitMs` or as soon as `over()` is true. */
export async function untilItAnswers(
  attempt: () => Promise<void>,
  limitMs: number,
  over: () => boolean = () => false,
  pauseMs = 100,
): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (over() || Date.now() >= end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
