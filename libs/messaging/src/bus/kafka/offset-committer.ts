import { Consumer } from 'kafkajs';

const INTERVAL_MS = 100;

/**
 * Commits resolved offsets a few times a second instead of once per batch. What is lost with a crash is
 * delivered again, and the inbox knows it.
 */
export class OffsetCommitter {
  private pending = new Map<string, { topic: string; partition: number; offset: string }>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly consumer: Pick<Consumer, 'commitOffsets'>) {}

  /** The message at `offset` and all before it are dealt with. */
  resolved(topic: string, partition: number, offset: string): void {
    const next = (BigInt(offset) + 1n).toString();
    this.pending.set(`${topic}/${partition}`, { topic, partition, offset: next });
    this.timer ??= setTimeout(() => void this.flush(), INTERVAL_MS);
  }

  forget(): void {
    this.pending.clear();
  }

  /** Commits what is pending. A failure is not an error: the offsets are committed later or not at all. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
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
