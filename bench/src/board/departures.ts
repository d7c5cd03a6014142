import type { Millis, RelocationRow } from './rows';

/** Relocations that leave one branch, in order of their departure. */
export class Departures {
  private readonly sorted: RelocationRow[] = [];

  add(relocation: RelocationRow): void {
    this.sorted.splice(this.countUntil(relocation.departsAt), 0, relocation);
  }

  remove(id: string): void {
    const index = this.sorted.findIndex((one) => one.id === id);
    if (index >= 0) this.sorted.splice(index, 1);
  }

  all(): readonly RelocationRow[] {
    return this.sorted;
  }

  /** Whether one that may be cancelled leaves in `[notBefore, until]`. */
  hasLoose(notBefore: Millis, until: Millis): boolean {
    for (let i = this.countUntil(until) - 1; i >= 0; i -= 1) {
      const one = this.sorted[i];
      if (!one || one.departsAt < notBefore) return false;
      if (!one.fixed) return true;
    }
    return false;
  }

  /** Those that may be cancelled and leave in `[notBefore, until]`, the last first. */
  *looseBackwards(notBefore: Millis, until: Millis): Generator<RelocationRow> {
    for (let i = this.countUntil(until) - 1; i >= 0; i -= 1) {
      const one = this.sorted[i];
      if (!one || one.departsAt < notBefore) return;
      if (!one.fixed) yield one;
    }
  }

  private countUntil(at: Millis): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle]?.departsAt ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
