import { Injectable } from '@nestjs/common';

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
