import { LRUCache } from 'lru-cache';

interface Entry<Value> {
  value: Value;
  /** Whom news would be about that makes it void: a partner, or an account of staff. */
  about: string;
  readAt: number;
}

const MOST = 20_000;
/** Read again at least so often, news or not: shorter than the token that is made for a key. */
const LIFE_MS = 45_000;

/**
 * What was read about people and keys, as long as it is known to hold. What is read while news comes is
 * answered with, but not kept: nobody knows which was first.
 */
export class Remembered<Value> {
  private readonly entries = new LRUCache<string, Entry<Value>>({ max: MOST });
  private readonly reading = new Map<string, Promise<Value>>();
  private news = 0;

  /** @param stillHolds whether what was read at that moment is believed; moments are of `performance.now()` */
  constructor(private readonly stillHolds: (readAt: number) => boolean) {}

  recall(name: string): Value | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    if (performance.now() - entry.readAt < LIFE_MS && this.stillHolds(entry.readAt)) return entry.value;
    this.entries.delete(name);
    return undefined;
  }

  /** Whether it costs nothing to get: remembered, or being read for somebody else. */
  isKnown(name: string): boolean {
    return this.reading.has(name) || this.recall(name) !== undefined;
  }

  /** What is remembered, else what `read` says, asked once for all who wait. */
  get(name: string, about: string | ((value: Value) => string), read: () => Promise<Value>): Promise<Value> {
    const known = this.entries.has(name) ? this.recall(name) : undefined;
    if (known !== undefined) return Promise.resolve(known);
    const waiting = this.reading.get(name);
    if (waiting) return waiting;
    const readAt = performance.now();
    const before = this.news;
    const asked = read()
      .then((value) => {
        const whom = typeof about === 'string' ? about : about(value);
        if (before === this.news) this.entries.set(name, { value, about: whom, readAt });
        return value;
      })
      .finally(() => {
        if (this.reading.get(name) === asked) this.reading.delete(name);
      });
    this.reading.set(name, asked);
    return asked;
  }

  /** @param about everything when absent */
  forget(about?: string): void {
    this.news += 1;
    // Who asks from now on must not be answered with what is being read from before.
    this.reading.clear();
    for (const [name, entry] of this.entries)
      if (about === undefined || entry.about === about) this.entries.delete(name);
  }
}
