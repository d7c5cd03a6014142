import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './child-process';
import { lastLines } from './run-command';

/** Hears of servers of ours that die. */
export interface ServerWatch {
  /** It runs again, under another process id. */
  restarted(name: string): void;
  /** It died and could not be started again; the reason is one sentence. */
  lost(reason: Error): void;
}

export interface StartedServer {
  readonly process: ServerProcess;
  stop(): Promise<void>;
}

/** Before each try. The first is at once; later ones give what is left of a crashed server time to go. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 4_000];
/** A server that lived this long has all tries again. */
const STABLE_MS = 10_000;

/** A server that is started again on its data and address whenever it dies, until it is stopped. */
export class SupervisedServer {
  private tries = 0;
  private stopping = false;
  private recovery: Promise<void> = Promise.resolve();

  /** @param startAgain on the same data and address; rejects with the reason */
  constructor(
    private server: StartedServer,
    private readonly startAgain: () => Promise<StartedServer>,
    private readonly watch: ServerWatch,
    private readonly log: (line: string) => void,
  ) {
    this.follow();
  }

  get name(): string {
    return this.server.process.name;
  }

  /** Of the present process, or of the last one while it is down. */
  get pid(): number {
    return this.server.process.pid;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.recovery;
    await this.server.stop();
  }

  private follow(): void {
    const began = Date.now();
    void this.server.process.ended.then((how) => {
      if (this.stopping) return;
      if (Date.now() - began > STABLE_MS) this.tries = 0;
      this.recovery = this.recover(how);
    });
  }

  private async recover(how: string): Promise<void> {
    const began = Date.now();
    let fault: unknown = 'it keeps dying';
    while (this.tries < PAUSES_MS.length) {
      await sleep(PAUSES_MS[this.tries]);
      this.tries += 1;
      if (this.stopping) return;
      try {
        this.server = await this.startAgain();
      } catch (error) {
        fault = error;
        continue;
      }
      this.follow();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      this.log(
        `${this.name} died (${how}) and runs again on its data (process ${this.pid}, after ${seconds} s).`,
      );
      this.watch.restarted(this.name);
      return;
    }
    const why = lastLines(fault instanceof Error ? fault.message : String(fault), 1).slice(0, 200);
    this.watch.lost(
      new Error(`${this.name} died (${how}) and could not be started again in ${this.tries} tries: ${why}`),
    );
  }
}
