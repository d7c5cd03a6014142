import { Consumer } from 'kafkajs';

/** How long nothing more must be resolved, and how long offsets wait when it never stops. */
const QUIET_MS = 100;
const LONGEST_MS = 1_000;

/**
 * Commits resolved offsets when a consumer comes to rest, and once a second while it does not: to the broker a commit is as
 * dear as a batch of events. What is lost with a crash is delivered again, and the inbox knows it.
 */
export class OffsetCommitter {
  private pending = new Map<string, { topic: string; partition: number; offset: string }>();
  private timer: NodeJS.Timeout | undefined;
  /** When the oldest of what is pending was resolved. */
  private since: number | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly consumer: Pick<Consumer, 'commitOffsets'>) {}

  /** The message at `offset` and all before it are dealt with. */
  resolved(topic: string, partition: number, offset: string): void {
    const next = (BigInt(offset) + 1n).toString();
    this.pending.set(`${topic}/${partition}`, { topic, partition, offset: next });
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const wait = Math.min(QUIET_MS, this.since + LONGEST_MS - now);
    this.timer = setTimeout(() => void this.flush(), Math.max(0, wait));
  }

  forget(): void {
    this.pending.clear();
    this.since = undefined;
  }

  /** Commits what is pending. A failure is not an error: the offsets are committed later or not at all. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.since = undefined;
    this.running = this.running.then(() => this.commit());
    return this.running;
  }

  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
  }

  private async commit(): Promise<void> {
    const offsets = [...this.pending.values()];
    if (offsets.length === 0) return;
    this.pending.clear();
    try {
      await this.consumer.commitOffsets(offsets);
    } catch {
      for (const entry of offsets) {
        const place = `${entry.topic}/${entry.partition}`;
        if (!this.pending.has(place)) this.pending.set(place, entry);
      }
    }
  }
}
