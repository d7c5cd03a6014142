import { Injectable } from '@nestjs/common';

/** Long enough for a one-statement write that was just handed to the database to have committed. */
const SOON_MS = [2, 8, 25, 80];

/** Wakes the relay of this process, so that a committed event does not wait for the next poll. */
@Injectable()
export class RelaySignal {
  private pending = false;
  private wakeSleeper: (() => void) | undefined;

  /** Something was committed: look at the outbox now. */
  wake(): void {
    this.pending = true;
    this.wakeSleeper?.();
  }

  /** Something is about to be committed by a statement whose end we do not see: look a few times. */
  wakeSoon(): void {
    for (const delay of SOON_MS) setTimeout(() => this.wake(), delay).unref();
  }

  /** Resolves on the next wake-up (at once when one came since the last wait), or after `timeoutMs`. */
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
    this.pending = false;
  }
}
