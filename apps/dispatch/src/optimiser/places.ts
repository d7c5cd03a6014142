import type { Millis } from '../drives/network';
import type { Demand, Source } from './flow-problem';
import type { LinearProgramme } from './linear-programme';

interface Place {
  readonly at: Millis;
  readonly row: number;
}

/**
 * Rows of one layer: each branch at each instant at which something comes or goes, joined by standing there. What comes to a
 * place and what leaves it are equal.
 */
export class Places {
  private readonly pickUps: ReadonlyMap<string, readonly Millis[]>;
  private readonly byBranch = new Map<string, Place[]>();

  constructor(programme: LinearProgramme, sources: readonly Source[], demands: readonly Demand[]) {
    const pickUps = new InstantsByBranch();
    const all = new InstantsByBranch();
    for (const { pickUpBranchId, returnBranchId, from, until } of demands) {
      pickUps.add(pickUpBranchId, from);
      all.add(pickUpBranchId, from);
      if (returnBranchId !== null) all.add(returnBranchId, until);
    }
    const free = new Map<string, Map<Millis, number>>();
    for (const { branchId, at, count } of sources) {
      all.add(branchId, at);
      const ofBranch = free.get(branchId) ?? new Map<Millis, number>();
      free.set(branchId, ofBranch.set(at, (ofBranch.get(at) ?? 0) + count));
    }
    this.pickUps = pickUps.sorted();
    for (const [branchId, instants] of all.sorted()) {
      const places = instants.map((at): Place => {
        const count = free.get(branchId)?.get(at) ?? 0;
        return { at, row: programme.addRow(-count, Infinity) };
      });
      this.byBranch.set(branchId, places);
      places.forEach(({ row }, index) => {
        const next = places[index + 1];
        if (next)
          programme.addColumn(0, [
            [row, -1],
            [next.row, 1],
          ]);
      });
    }
  }

  /** Instants of pick-up in their order. */
  pickUpsAt(branchId: string): readonly Millis[] {
    return this.pickUps.get(branchId) ?? [];
  }

  /** The row of an instant at which something comes or goes. */
  at(branchId: string, at: Millis): number {
    const row = this.before(branchId, at);
    if (row === undefined) throw new RangeError(`nothing comes or goes at ${branchId} by then`);
    return row;
  }

  /** The row of the last instant up to `at`; undefined when nothing has come by then. */
  before(branchId: string, at: Millis): number | undefined {
    const places = this.byBranch.get(branchId) ?? [];
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return places[low - 1]?.row;
  }
}

class InstantsByBranch {
  private readonly byBranch = new Map<string, Set<Millis>>();

  add(branchId: string, at: Millis): void {
    const known = this.byBranch.get(branchId);
    if (known) known.add(at);
    else this.byBranch.set(branchId, new Set([at]));
  }

  sorted(): Map<string, Millis[]> {
    return new Map(Array.from(this.byBranch, ([id, at]) => [id, [...at].sort((a, b) => a - b)]));
  }
}
