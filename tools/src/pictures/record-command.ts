import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TerminalLine } from './terminal-picture';

/** Runs a Node program and keeps what it prints; throws when it fails or takes longer than `limitMs`. */
export async function recordCommand(args: readonly string[], limitMs: number): Promise<TerminalLine[]> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: limitMs });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const lines: TerminalLine[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    console.log(text);
    lines.push({ atMs: Date.now() - startedAt, text });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}`);
  return lines;
}
