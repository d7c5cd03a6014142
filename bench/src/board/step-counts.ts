import type { Millis } from './rows';

/** Entries of a block before it is split in two. */
const MOST_ENTRIES = 64;

/** A stretch of time: what changes in it, and the least that the changes up to any point of it come to. */
interface Block {
  times: Millis[];
  deltas: number[];
  /** Count before the first entry. */
  before: number;
  sum: number;
  /** Least sum of the first n deltas, n >= 1. */
  low: number;
}

/**
 * A count over time, as a step function: zero at first, changed by `add` from an instant on. Changes of one instant are
 * netted, so what comes back at 10:00 may leave at 10:00. Every question and change costs O(sqrt n) for n instants.
 */
export class StepCounts {
  private readonly blocks: Block[] = [emptyBlock(0)];

  /** Changes the count by `delta` from `at` on, for ever. */
  add(at: Millis, delta: number): void {
    const index = this.blockOf(at);
    const block = this.at(index);
    const place = firstNotBefore(block.times, at);
    if (block.times[place] === at) {
      const sum = (block.deltas[place] ?? 0) + delta;
      if (sum === 0) {
        block.times.splice(place, 1);
        block.deltas.splice(place, 1);
      } else block.deltas[place] = sum;
    } else {
      block.times.splice(place, 0, at);
      block.deltas.splice(place, 0, delta);
    }
    summarise(block);
    for (let i = index + 1; i < this.blocks.length; i += 1) this.at(i).before += delta;
    if (block.times.length > MOST_ENTRIES) this.split(index);
    else if (block.times.length === 0 && this.blocks.length > 1) this.blocks.splice(index, 1);
  }

  /** The count at `at`, changes of that instant included. */
  countAt(at: Millis): number {
    const { times, deltas, before } = this.at(this.blockOf(at));
    let count = before;
    for (let i = 0; i < times.length && timeOf(times, i) <= at; i += 1) count += deltas[i] ?? 0;
    return count;
  }

  /** The least count in the half-open `[from, to)`, which must not be empty. */
  lowest(from: Millis, to: Millis): number {
    let index = this.blockOf(from);
    const { times, deltas, before } = this.at(index);
    let count = before;
    let i = 0;
    while (i < times.length && timeOf(times, i) <= from) count += deltas[i++] ?? 0;
    let low = count;
    for (; i < times.length && timeOf(times, i) < to; i += 1) {
      count += deltas[i] ?? 0;
      if (count < low) low = count;
    }
    if (i < times.length) return low;
    for (index += 1; index < this.blocks.length; index += 1) {
      const block = this.at(index);
      if (timeOf(block.times, 0) >= to) break;
      if (timeOf(block.times, block.times.length - 1) < to) low = Math.min(low, block.before + block.low);
      else return Math.min(low, lowestOf(block, to));
    }
    return low;
  }

  /** The first instant from `from` on at which the count is below `level`; Infinity when it never is. */
  firstBelow(level: number, from: Millis): Millis {
    let index = this.blockOf(from);
    const { times, deltas, before } = this.at(index);
    let count = before;
    let i = 0;
    while (i < times.length && timeOf(times, i) <= from) count += deltas[i++] ?? 0;
    if (count < level) return from;
    for (; i < times.length; i += 1) {
      count += deltas[i] ?? 0;
      if (count < level) return timeOf(times, i);
    }
    for (index += 1; index < this.blocks.length; index += 1) {
      const block = this.at(index);
      if (block.before + block.low < level) return firstBelowIn(block, level);
    }
    return Infinity;
  }

  /** Every instant at which the count changes, with the count from then on. */
  *steps(): Generator<readonly [at: Millis, count: number]> {
    for (const { times, deltas, before } of this.blocks) {
      let count = before;
      for (let i = 0; i < times.length; i += 1) yield [timeOf(times, i), (count += deltas[i] ?? 0)];
    }
  }

  /** The last block that begins at or before `at`, else the first. */
  private blockOf(at: Millis): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (timeOf(this.at(middle).times, 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private split(index: number): void {
    const block = this.at(index);
    const half = block.times.length >> 1;
    const second = emptyBlock(0);
    second.times = block.times.splice(half);
    second.deltas = block.deltas.splice(half);
    summarise(block);
    summarise(second);
    second.before = block.before + block.sum;
    this.blocks.splice(index + 1, 0, second);
  }

  /** There is always one block, and all but an only one have entries. */
  private at(index: number): Block {
    const block = this.blocks[index];
    if (!block) throw new RangeError(`there is no block ${index}`);
    return block;
  }
}

function timeOf(times: readonly Millis[], index: number): Millis {
  return times[index] ?? Infinity;
}

function emptyBlock(before: number): Block {
  return { times: [], deltas: [], before, sum: 0, low: 0 };
}

function summarise(block: Block): void {
  let sum = 0;
  let low = Infinity;
  for (const delta of block.deltas) {
    sum += delta;
    if (sum < low) low = sum;
  }
  block.sum = sum;
  block.low = low;
}

function lowestOf({ times, deltas, before }: Block, to: Millis): number {
  let count = before;
  let low = Infinity;
  for (let i = 0; i < times.length && timeOf(times, i) < to; i += 1) {
    count += deltas[i] ?? 0;
    if (count < low) low = count;
  }
  return low;
}

function firstBelowIn({ times, deltas, before }: Block, level: number): Millis {
  let count = before;
  for (let i = 0; i < times.length; i += 1) {
    count += deltas[i] ?? 0;
    if (count < level) return timeOf(times, i);
  }
  return Infinity;
}

function firstNotBefore(times: readonly Millis[], at: Millis): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(times, middle) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
