import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

export interface CommandLimits {
  /** Whole time allowed, ms. */
  readonly timeoutMs?: number;
  /** Longest silence allowed, ms; every byte printed counts as a sign of life. */
  readonly silenceMs?: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Runs a command to its end and returns its exit code and what it printed (both streams; the last 64 kB).
 * Rejects when it cannot be started or a limit is passed; then it has been killed with all its children.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  limits: CommandLimits = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const { cwd, env, uid, gid } = limits;
    const child = spawn(command, args, {
      cwd,
      env,
      uid,
      gid,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let silence: NodeJS.Timeout | undefined;
    const timers: NodeJS.Timeout[] = [];
    const settle = (act: () => void): void => {
      timers.forEach(clearTimeout);
      clearTimeout(silence);
      process.off('exit', killGroup);
      act();
    };
    const killGroup = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const giveUp = (why: string): void => {
      killGroup();
      settle(() => reject(new Error(`${command} ${why}`)));
    };
    const heard = (): void => {
      clearTimeout(silence);
      if (limits.silenceMs !== undefined)
        silence = setTimeout(
          () => giveUp(`made no progress for ${Math.round((limits.silenceMs ?? 0) / 1000)} s`),
          limits.silenceMs,
        );
    };
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-65_536);
      heard();
    };
    process.once('exit', killGroup);
    if (limits.timeoutMs !== undefined)
      timers.push(setTimeout(() => giveUp(`did not end within ${limits.timeoutMs} ms`), limits.timeoutMs));
    heard();
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) => settle(() => resolve({ code: code ?? 1, output })));
  });
}

/** The last lines of an output, for an error message. */
export function lastLines(output: string, count = 10): string {
  return output
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}
