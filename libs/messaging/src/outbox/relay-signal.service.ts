import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInCall } from '../call-context';

/** Channel on which the leading relay hears of what other processes have committed. */
export const COMMITTED = 'houtai_outbox';

/**
 * A transaction that notifies makes all others that do wait for its end: so the notice is none of the transaction that
 * writes events, one tells of many, and it does not wait for the disk.
 */
const TELL = `select set_config('synchronous_commit', 'off', true), pg_notify('${COMMITTED}', '')`;

/** Wakes the leading relay, here or in another process, so that a committed event does not wait for the next poll. */
@Injectable()
export class RelaySignal {
  /** Whether the relay of this process leads. */
  leads = false;
  private pending = false;
  private wakeSleeper: (() => void) | undefined;
  private telling: Promise<void> | undefined;
  private tellAgain = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Something was committed here: look at the outbox now. */
  wake(): void {
    this.heard();
    if (!this.leads) this.tellOthers();
  }

  /** Something was committed, here or elsewhere. */
  heard(): void {
    this.pending = true;
    this.wakeSleeper?.();
  }

  /** Whoever looks at the outbox from now on sees what was committed so far. */
  looking(): void {
    this.pending = false;
  }

  /** Resolves on the next wake-up (at once when one came since {@link looking}), or after `timeoutMs`. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.wakeSleeper = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wakeSleeper = undefined;
  }

  /** Resolves when no notice is under way any more. */
  async quiet(): Promise<void> {
    await this.telling;
  }

  /** A notice that gets lost is no harm: the leader looks now and then. */
  private tellOthers(): void {
    this.tellAgain = this.telling !== undefined;
    // for all that was committed, whoever's request comes to tell of it
    this.telling ??= runInCall(undefined, () => this.dataSource.query(TELL))
      .catch(() => undefined)
      .then(() => {
        this.telling = undefined;
        if (this.tellAgain) this.tellOthers();
      });
  }
}
