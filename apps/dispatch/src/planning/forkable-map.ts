/** Entries that are copied together. */
const PAGE = 64;

type Page<Value> = (Value | undefined)[];

/**
 * A map that can be copied in no time, however much is in it: copies share what neither has changed since. Which key lies where
 * is kept for all of them, so that a key keeps its place in the order also when it comes back.
 */
export class ForkableMap<Value> {
  private pages: Page<Value>[] = [];
  /** Pages that no copy shares, so that they may be changed in place. */
  private readonly own = new Set<number>();
  private count = 0;

  private constructor(private readonly slots: Map<string, number>) {}

  static empty<Value>(): ForkableMap<Value> {
    return new ForkableMap<Value>(new Map());
  }

  /** A copy that can be changed without this one. */
  fork(): ForkableMap<Value> {
    const copy = new ForkableMap<Value>(this.slots);
    copy.pages = [...this.pages];
    copy.count = this.count;
    this.own.clear();
    return copy;
  }

  get size(): number {
    return this.count;
  }

  get(key: string): Value | undefined {
    const slot = this.slots.get(key);
    return slot === undefined ? undefined : this.pages[Math.floor(slot / PAGE)]?.[slot % PAGE];
  }

  set(key: string, value: Value): void {
    let slot = this.slots.get(key);
    if (slot === undefined) this.slots.set(key, (slot = this.slots.size));
    if (this.get(key) === undefined) this.count += 1;
    this.pageOf(slot)[slot % PAGE] = value;
  }

  delete(key: string): void {
    const slot = this.slots.get(key);
    if (slot === undefined || this.get(key) === undefined) return;
    this.count -= 1;
    this.pageOf(slot)[slot % PAGE] = undefined;
  }

  *values(): Generator<Value> {
    for (const page of this.pages) for (const value of page ?? []) if (value !== undefined) yield value;
  }

  private pageOf(slot: number): Page<Value> {
    const number = Math.floor(slot / PAGE);
    const known = this.pages[number];
    if (known && this.own.has(number)) return known;
    const copy = known ? [...known] : [];
    while (this.pages.length < number) this.pages.push([]);
    this.pages[number] = copy;
    this.own.add(number);
    return copy;
  }
}
