/** Milliseconds since 1970 (UTC): the plan compares and subtracts times far too often for ISO texts. */
export type Millis = number;

/** How a vehicle is brought from one branch to another. */
export interface Drive {
  readonly fromBranchId: string;
  readonly toBranchId: string;
  /** From leaving to being ready, in milliseconds; above zero. */
  readonly ms: Millis;
  readonly costFen: number;
}

const NONE: readonly Drive[] = [];

/**
 * The branches of a region as relocations see them. The search leaves out detours, so no drive should be slower or dearer
 * than one by way of a third branch.
 */
export class Network {
  private readonly byTarget = new Map<string, Drive[]>();

  /** @throws RangeError when a drive takes no time: then a vehicle could be at two branches at once */
  constructor(drives: readonly Drive[]) {
    for (const drive of drives) {
      if (!(drive.ms > 0))
        throw new RangeError(`the drive ${drive.fromBranchId} -> ${drive.toBranchId} takes no time`);
      if (drive.fromBranchId === drive.toBranchId) continue;
      const known = this.byTarget.get(drive.toBranchId);
      if (known) known.push(drive);
      else this.byTarget.set(drive.toBranchId, [drive]);
    }
    for (const known of this.byTarget.values()) known.sort((a, b) => a.costFen - b.costFen || a.ms - b.ms);
  }

  /** Drives that end at a branch, cheapest first. */
  into(branchId: string): readonly Drive[] {
    return this.byTarget.get(branchId) ?? NONE;
  }

  between(fromBranchId: string, toBranchId: string): Drive | undefined {
    return this.into(toBranchId).find((drive) => drive.fromBranchId === fromBranchId);
  }
}
