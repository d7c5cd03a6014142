import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Much more than a start takes on a machine at rest: tests of a whole run share their cores. */
const LIMIT_MS = 90_000;
const ROOT = join(__dirname, '..', '..', '..');
const LOADER = join(__dirname, '..', 'load-typescript.cjs');

/**
 * A program of the repository in a process of its own, to be stopped, frozen and killed, of whose output every byte is
 * kept. What it needs to know goes in by the environment; nothing else of ours does.
 */
export class ChildProgram {
  private printed = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    // A frozen process does not hear that the test run is over.
    const kill = () => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('close', () => process.removeListener('exit', kill));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
  }

  /** @param file the TypeScript file to run; from the root of the repository when it is not absolute */
  static start(file: string, env: Readonly<Record<string, string>>): ChildProgram {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--require', LOADER, resolve(ROOT, file)], {
      cwd: ROOT,
      env: { PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new ChildProgram(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Everything written to stdout and stderr until now. */
  output(): string {
    return this.printed;
  }

  /** Waits for a line that begins with `word`. @returns the line without the word */
  async said(word: string, limitMs = LIMIT_MS): Promise<string> {
    const line = () => this.printed.split('\n').find((text) => text.startsWith(word));
    return (await this.wait(line, word, limitMs)).slice(word.length).trim();
  }

  /** Waits until the output has a text. @returns its first match */
  says(text: RegExp, limitMs = LIMIT_MS): Promise<RegExpExecArray> {
    return this.wait(() => text.exec(this.printed) ?? undefined, String(text), limitMs);
  }

  /** Address of a service that has started. */
  async url(): Promise<string> {
    return (await this.says(/"url":"(http:[^"]+)"/))[1] ?? '';
  }

  /** SIGSTOP freezes it, SIGCONT lets it go on, SIGKILL ends it at once. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for the end it comes to by itself. @returns its exit code */
  async exited(limitMs = LIMIT_MS): Promise<number | null> {
    const late = delay(limitMs, 'late', { ref: false });
    if ((await Promise.race([this.ended, late])) === 'late') throw new Error('The process did not end');
    return this.child.exitCode;
  }

  /** Asks it to end, as a launcher does; kills it when it does not within ten seconds. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await this.ended;
    clearTimeout(killer);
  }

  /** Kills it, frozen or not, and waits for its end. */
  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private async wait<T>(look: () => T | undefined, what: string, limitMs: number): Promise<T> {
    for (const end = Date.now() + limitMs; ; await delay(20)) {
      const found = look();
      if (found !== undefined) return found;
      const over = this.child.exitCode !== null || this.child.signalCode !== null;
      if (over || Date.now() > end)
        throw new Error(`The program did not say ${what}: ${this.printed.slice(-2_000)}`);
    }
  }
}
