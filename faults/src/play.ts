import { isLone, type AnyFault, type Fault, type LoneFault } from './fault';
import type { RowResult } from './run-fault';

/** Servers and a system on them, as far as a series of rows has to do with it. */
export interface Closable {
  /** May hang on what a fault has broken. */
  close(): Promise<void>;
}

export interface Playing<S extends Closable> {
  readonly rows: readonly AnyFault[];
  /** ms since 1970: a row under way at that time has failed. */
  readonly endsAt: number;
  /** ms since 1970: from then on no row is begun. */
  readonly lastBeginAt: number;
  /** What becomes of rows that were not begun. */
  readonly late: 'failed' | 'skipped';
  readonly openMs: number;
  readonly closeMs: number;
  /** New servers with a new system. */
  open(): Promise<S>;
  run(stage: S, fault: Fault): Promise<RowResult>;
  /** A row that brings its own. */
  alone(fault: LoneFault): Promise<RowResult>;
  tell(result: RowResult): void;
}

const OVER = 'the time of the suite was over';
const LATE = 'there was no time left for it on this machine';

/** Row after row on the same system; one that failed leaves what it has broken behind, and the next gets new servers. */
export async function play<S extends Closable>(playing: Playing<S>): Promise<RowResult[]> {
  const { rows, endsAt, lastBeginAt, late, openMs, closeMs, open, run, alone, tell } = playing;
  const results: RowResult[] = [];
  let stage: S | undefined;
  const close = async (): Promise<void> => {
    const left = stage;
    stage = undefined;
    await within(left?.close() ?? Promise.resolve(), closeMs, 'the servers did not end in time').catch(
      () => undefined,
    );
  };
  for (const fault of rows) {
    const began = Date.now();
    const playOne = async (): Promise<RowResult> => {
      if (began >= lastBeginAt) return { fault, verdict: late, notes: [LATE], seconds: 0 };
      if (isLone(fault)) {
        await close();
        return alone(fault);
      }
      return run((stage ??= await within(open(), openMs, 'the servers did not start in time')), fault);
    };
    const result = await within(playOne(), endsAt - began, OVER).catch((error: unknown): RowResult => {
      const why = error instanceof Error ? error.message : String(error);
      return { fault, verdict: 'failed', notes: [why], seconds: (Date.now() - began) / 1000 };
    });
    results.push(result);
    tell(result);
    if (result.verdict === 'failed') await close();
  }
  await close();
  return results;
}

/** Rejects, with these words, when `work` takes longer. */
async function within<T>(work: Promise<T>, limitMs: number, words: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const late = (): void => reject(new Error(words));
    timer = setTimeout(late, Math.max(0, limitMs));
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
