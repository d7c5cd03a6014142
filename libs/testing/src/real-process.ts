import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Much more than a start takes on a machine at rest: tests of a whole run share their cores. */
const LIMIT_MS = 90_000;

/** A service as the launcher starts it: a process of its own, of whose output every byte is kept. */
export class RealProcess {
  private written = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.written += text));
  }

  /** @param main path of the TypeScript file to run, from the root of the repository */
  static start(main: string, env: Readonly<Record<string, string>>): RealProcess {
    const root = join(__dirname, '..', '..', '..');
    const loader = join(__dirname, '..', 'load-typescript.cjs');
    const { PATH = '' } = process.env;
    const command = ['--require', loader, join(root, main)];
    return new RealProcess(spawn(process.execPath, command, { cwd: root, env: { PATH, ...env } }));
  }

  /** Everything written to stdout and stderr until now. */
  output(): string {
    return this.written;
  }

  /** Waits until the output has a text. @returns its first match */
  async says(text: RegExp, limitMs = LIMIT_MS): Promise<RegExpExecArray> {
    for (const end = Date.now() + limitMs; Date.now() < end; await delay(30)) {
      const match = text.exec(this.written);
      if (match) return match;
    }
    throw new Error(`The process did not say ${String(text)} within ${limitMs} ms:\n${this.written}`);
  }

  async url(): Promise<string> {
    return (await this.says(/"url":"(http:[^"]+)"/))[1] ?? '';
  }

  /** Waits for the end the process comes to by itself. @returns its exit code */
  async end(limitMs = LIMIT_MS): Promise<number | null> {
    const late = delay(limitMs, 'late', { ref: false });
    if ((await Promise.race([this.ended, late])) === 'late') throw new Error('The process did not end');
    return this.child.exitCode;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await this.ended;
    clearTimeout(killer);
  }
}
