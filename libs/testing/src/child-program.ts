import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program of the repository in a process of its own, to be stopped, resumed and killed. */
export interface ChildProgram {
  readonly pid: number;
  /** Resolves with the line it printed that begins with `word`, without the word; rejects when it does not come. */
  said(word: string, limitMs?: number): Promise<string>;
  /** All it has printed. */
  output(): string;
  /** SIGSTOP freezes it, SIGCONT lets it go on, SIGKILL ends it at once. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it, frozen or not, and waits for its end. */
  end(): Promise<void>;
}

const LOADER = join(__dirname, '..', '..', '..', 'tools', 'test-run', 'run-typescript.cjs');

/** Runs the TypeScript file; what it needs to know goes in by the environment, what the test waits for it prints. */
export function startProgram(file: string, env: Readonly<Record<string, string>>): ChildProgram {
  const child = spawn(process.execPath, ['-r', LOADER, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  let over = false;
  const exited = new Promise<void>((resolve) => child.once('close', () => ((over = true), resolve())));
  // A test run that dies must not leave a frozen process behind.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    signal: (signal) => void child.kill(signal),
    said: async (word, limitMs = 30_000) => {
      const end = Date.now() + limitMs;
      for (;;) {
        const line = printed.split('\n').find((text) => text.startsWith(word));
        if (line !== undefined) return line.slice(word.length).trim();
        if (over || Date.now() > end)
          throw new Error(`the program did not say "${word}": ${printed.slice(-2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    end: async () => {
      kill();
      await exited;
      process.removeListener('exit', kill);
    },
  };
}
