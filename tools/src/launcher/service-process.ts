import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Watchdog } from '@houtai/infrastructure';
import { lastLines } from './last-lines';

export interface ServiceProcessOptions {
  readonly name: string;
  /** The program, `apps/<service>/dist/main.js`. */
  readonly main: string;
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  readonly logFile: string;
  readonly watchdog: Watchdog;
  /** Told when it died, was started again and is ready again. */
  readonly log: (line: string) => void;
  /** Told the process id of each new process. */
  readonly onStart: () => void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long starts with the shortest pause again. */
const STABLE_MS = 30_000;

/**
 * One service as a child process with its output in a log file. From {@link ServiceProcess.supervise} on it is
 * started again on the same port whenever it dies, after a pause that doubles while it keeps dying.
 */
export class ServiceProcess {
  readonly name: string;
  readonly url: string;
  restarts = 0;
  private child: ChildProcess | undefined;
  private startedAt = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private supervised = false;
  private stopping = false;
  private restart: NodeJS.Timeout | undefined;

  constructor(private readonly options: ServiceProcessOptions) {
    this.name = options.name;
    this.url = options.url;
  }

  /** Of the present process; undefined between death and restart. */
  pid(): number | undefined {
    return this.isAlive() ? this.child?.pid : undefined;
  }

  isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  start(): void {
    const { main, env, logFile, watchdog, name } = this.options;
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      env,
      // Its own session: Ctrl-C reaches the launcher alone, which stops the services in order.
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.startedAt = Date.now();
    watchdog.process(child);
    child.once('error', (error) => this.options.log(`${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => this.died(signal ?? `exit code ${code}`));
    this.options.onStart();
  }

  supervise(): void {
    this.supervised = true;
    if (!this.isAlive()) this.died('early');
  }

  /**
   * Waits until /health/ready answers 200 and the service's part of the bus works; resolves with undefined then, or when `cancelled` says so, and otherwise
   * with the reason why it is not ready.
   */
  async ready(limitMs: number, cancelled: () => boolean): Promise<string | undefined> {
    const end = Date.now() + limitMs;
    let last = 'it does not answer';
    while (Date.now() < end) {
      if (cancelled()) return undefined;
      if (!this.isAlive()) return 'it ended while starting';
      try {
        const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
        const text = await answer.text();
        if (answer.ok && busWorks(text)) return undefined;
        last = `/health/ready answers ${answer.status} ${text.slice(0, 500)}`;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return `it was not ready within ${Math.round(limitMs / 1000)} s (${last})`;
  }

  /** The last lines of its log. */
  lastLogLines(): Promise<string> {
    return lastLines(this.options.logFile);
  }

  /** Asks it to end, and ends it when it has not after `patienceMs`. */
  async stop(patienceMs = 15_000): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child || !this.isAlive()) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => {
      this.options.log(`${this.name} did not stop within ${patienceMs / 1000} s and was killed`);
      child.kill('SIGKILL');
    }, patienceMs);
    await exited;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill(): void {
    this.stopping = true;
    clearTimeout(this.restart);
    if (this.isAlive()) this.child?.kill('SIGKILL');
  }

  private died(how: string): void {
    if (this.stopping || !this.supervised || this.restart) return;
    if (Date.now() - this.startedAt > STABLE_MS) this.pauseMs = FIRST_PAUSE_MS;
    const pause = this.pauseMs;
    this.pauseMs = Math.min(pause * 2, LONGEST_PAUSE_MS);
    this.options.log(`${this.name} died (${how}); starting it again in ${pause / 1000} s`);
    this.restart = setTimeout(() => {
      this.restart = undefined;
      this.restarts += 1;
      this.start();
      void this.reportReady();
    }, pause);
  }
  private async reportReady(): Promise<void> {
    const began = Date.now();
    const why = await this.ready(60_000, () => this.stopping);
    if (this.stopping) return;
    if (why !== undefined && this.isAlive()) this.options.log(`${this.name} is not ready: ${why}`);
    else if (why === undefined)
      this.options.log(`${this.name} is ready again (process ${this.pid()}, after ${Date.now() - began} ms)`);
  }
}

/** A service takes requests before its consumers have joined their groups; a start is over when both is done. */
function busWorks(text: string): boolean {
  const { info } = JSON.parse(text) as { info?: { bus?: { working?: boolean } } };
  return info?.bus?.working !== false;
}
