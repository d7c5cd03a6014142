import type { Cell } from './cell';
import type { Millis } from './rows';

/** A change of a count that somebody thinks of making. */
export interface Delta {
  readonly branchId: string;
  readonly at: Millis;
  readonly by: number;
}

/** What a use takes from the counts (`sign` 1), or gives back (-1). */
export function deltasOf(
  use: { pickUpBranchId: string; returnBranchId: string | null; from: Millis; until: Millis },
  sign: 1 | -1 = 1,
): Delta[] {
  const taken = { branchId: use.pickUpBranchId, at: use.from, by: -sign };
  if (use.returnBranchId === null) return [taken];
  return [taken, { branchId: use.returnBranchId, at: use.until, by: sign }];
}

/**
 * Whether the cell bears all of these at once: wherever they lower a count, it stays at zero or above. Counts that are
 * negative already do not matter where they are not lowered further.
 */
export function bears(cell: Cell, deltas: readonly Delta[]): boolean {
  const sorted = [...deltas].sort((a, b) =>
    a.branchId < b.branchId ? -1 : a.branchId > b.branchId ? 1 : a.at - b.at,
  );
  let net = 0;
  for (const [index, { branchId, at, by }] of sorted.entries()) {
    net += by;
    const next = sorted[index + 1];
    const isLast = next?.branchId !== branchId;
    const to = isLast ? Infinity : next.at;
    if (net < 0 && to > at && cell.countsAt(branchId).lowest(at, to) < -net) return false;
    if (isLast) net = 0;
  }
  return true;
}
