import type { Millis, PlanItem, Span } from './plan';
import type { Timeline } from './timeline';

/** Where and how long a vehicle is taken. */
export type Use = Pick<PlanItem, 'pickUpBranchId' | 'returnBranchId' | 'from' | 'until'>;

/**
 * What there is to know of one branch without a look at each vehicle: how many stand there at a time, and which. It never
 * changes: after a change there is another one, which costs a copy of some arrays and no sorting.
 */
export class BranchBook {
  private constructor(
    private readonly branchId: string,
    /** Vehicles that stand there before anything begins. */
    private readonly atFirst: number,
    private readonly changes: Changes,
    private readonly stands: Stands,
  ) {}

  static of(branchId: string, timelines: readonly Timeline[]): BranchBook {
    const changes = Float64Array.from(timelines.flatMap((timeline) => timeline.changesAt(branchId))).sort();
    const stands = timelines
      .flatMap((timeline) => standsOf(timeline, branchId))
      .sort((a, b) => a.from - b.from);
    const book = { from: stands.map(({ from }) => from), to: stands.map(({ to }) => to) };
    return new BranchBook(
      branchId,
      timelines.filter(({ vehicle }) => vehicle.branchId === branchId).length,
      counted(changes),
      {
        from: Float64Array.from(book.from),
        to: Float64Array.from(book.to),
        vehicleIds: stands.map(({ vehicleId }) => vehicleId),
      },
    );
  }

  /** With `after` instead of `before`, timelines of one vehicle. @returns itself when that makes no difference here */
  replaced(before: Timeline | undefined, after: Timeline | undefined): BranchBook {
    const { branchId } = this;
    const moved = startsAt(after, branchId) - startsAt(before, branchId);
    const [gone, come] = [before?.changesAt(branchId) ?? [], after?.changesAt(branchId) ?? []];
    const [left, taken] = [before?.standsAt(branchId) ?? [], after?.standsAt(branchId) ?? []];
    const isSame = isSameList(gone, come, (a, b) => a === b);
    const standsTheSame = isSameList(left, taken, (a, b) => a.from === b.from && a.to === b.to);
    if (moved === 0 && isSame && standsTheSame) return this;
    const vehicleId = (after ?? before)?.vehicle.id ?? '';
    return new BranchBook(
      branchId,
      this.atFirst + moved,
      isSame ? this.changes : counted(merged(this.changes.at, inOrder(gone), inOrder(come))),
      standsTheSame ? this.stands : withStands(this.stands, vehicleId, left.length, taken),
    );
  }

  /**
   * Whether the branch has a vehicle more than it needs for as long as `wanted`, picked up here, would take one from it: how many
   * stand there at a time is the same however promises are dealt out among vehicles. Each vehicle counts as fit and ready
   * from the beginning, so false is certain: no dealing out serves all promises and `wanted`; true is only a hope.
   */
  leavesEnough(wanted: Use): boolean {
    const { at: changes, sums } = this.changes;
    const [begins, ends] = [
      2 * wanted.from + 1,
      wanted.returnBranchId === this.branchId ? 2 * wanted.until : Infinity,
    ];
    let index = firstAbove(changes, begins);
    if (this.atFirst + (sums[index - 1] ?? 0) < 1) return false;
    for (; index < changes.length && (changes[index] ?? 0) < ends; index += 1)
      if (this.atFirst + (sums[index] ?? 0) < 1) return false;
    return true;
  }

  /** Vehicles that stand there unused at that moment. */
  standing(at: Millis): string[] {
    const { from, to, vehicleIds } = this.stands;
    const found: string[] = [];
    for (let index = 0; index < from.length && (from[index] ?? Infinity) <= at; index += 1)
      if ((to[index] ?? 0) > at) found.push(vehicleIds[index] ?? '');
    return found;
  }
}

interface Changes {
  /** Of {@link Timeline.changesAt} of all vehicles, in order. */
  readonly at: Float64Array;
  /** How many more stand there after each than at first. */
  readonly sums: Int32Array;
}

/** In order of their beginning. */
interface Stands {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly vehicleIds: readonly string[];
}

function standsOf(timeline: Timeline, branchId: string) {
  const vehicleId = timeline.vehicle.id;
  return timeline.standsAt(branchId).map(({ from, to }) => ({ from, to, vehicleId }));
}

function startsAt(timeline: Timeline | undefined, branchId: string): 0 | 1 {
  return timeline?.vehicle.branchId === branchId ? 1 : 0;
}

function counted(at: Float64Array): Changes {
  const sums = new Int32Array(at.length);
  let sum = 0;
  for (let index = 0; index < at.length; index += 1) sums[index] = sum += afterIt(at[index] ?? 0);
  return { at, sums };
}

/** `from` without `gone` and with `come`, all in order. */
function merged(from: Float64Array, gone: readonly number[], come: readonly number[]): Float64Array {
  const made = new Float64Array(from.length - gone.length + come.length);
  let [out, lost, got] = [0, 0, 0];
  for (const change of from) {
    if (change === gone[lost]) {
      lost += 1;
      continue;
    }
    while (got < come.length && (come[got] ?? 0) < change) made[out++] = come[got++] ?? 0;
    made[out++] = change;
  }
  while (got < come.length) made[out++] = come[got++] ?? 0;
  return made;
}

/** @param left how many stands of the vehicle go */
function withStands(stands: Stands, vehicleId: string, left: number, taken: readonly Span[]): Stands {
  const length = stands.from.length - left + taken.length;
  const made = {
    from: new Float64Array(length),
    to: new Float64Array(length),
    vehicleIds: new Array<string>(length),
  };
  let [out, got] = [0, 0];
  const put = (from: number, to: number, id: string) => {
    made.from[out] = from;
    made.to[out] = to;
    made.vehicleIds[out++] = id;
  };
  const own = left > 0 ? vehicleId : undefined;
  for (let index = 0; index < stands.from.length; index += 1) {
    const id = stands.vehicleIds[index] ?? '';
    if (id === own) continue;
    const from = stands.from[index] ?? 0;
    for (let next = taken[got]; next && next.from < from; next = taken[(got += 1)])
      put(next.from, next.to, vehicleId);
    put(from, stands.to[index] ?? 0, id);
  }
  for (; got < taken.length; got += 1) {
    const { from, to } = taken[got] ?? { from: 0, to: 0 };
    put(from, to, vehicleId);
  }
  return made;
}

function inOrder(changes: readonly number[]): number[] {
  return [...changes].sort((a, b) => a - b);
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index] as T));
}

/** Index of the first that is greater. */
function firstAbove(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function afterIt(change: number): 1 | -1 {
  return change % 2 === 0 ? 1 : -1;
}
