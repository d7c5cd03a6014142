import type { Cell } from './cell';
import { decompose } from './decompose';
import type { HoldRow, Millis, RelocationRow } from './rows';
import type { TimelineFault } from './timeline';

/** A promise that cannot be kept as things stand. */
export interface HoldAtRisk {
  readonly hold: HoldRow;
  readonly branchId: string;
  readonly at: Millis;
  readonly why: TimelineFault | 'no-vehicle';
}

export interface Risks {
  /** By start. */
  readonly holds: readonly HoldAtRisk[];
  /** Relocations for which no vehicle stands there: to be cancelled or planned anew. */
  readonly relocations: readonly RelocationRow[];
}

/** Whether any count is negative or any vehicle cannot serve what it has: cheap, to be asked after every fact. */
export function isAnyAtRisk(cell: Cell): boolean {
  for (const branchId of cell.branchIds()) {
    if (cell.countsAt(branchId).lowest(-Infinity, Infinity) < 0) return true;
  }
  for (const { faults } of cell.timelines.values()) if (faults.length > 0) return true;
  return false;
}

/**
 * Followers at risk: those whose pick-up makes a count negative, first come first served, and holds on vehicles that are
 * late, elsewhere or unfit. What is late for a reason that lies before it is listed as well.
 */
export function atRisk(cell: Cell): Risks {
  if (!isAnyAtRisk(cell)) return { holds: [], relocations: [] };
  const holds: HoldAtRisk[] = [];
  const relocations: RelocationRow[] = [];
  for (const item of decompose(cell, Infinity).unserved) {
    if (item.kind === 'hold') holds.push(toRisk(item.hold, 'no-vehicle'));
    else relocations.push(item.relocation);
  }
  for (const { faults } of cell.timelines.values()) {
    for (const { hold, fault } of faults) holds.push(toRisk(hold, fault));
  }
  return { holds: holds.sort((a, b) => a.at - b.at || (a.hold.id < b.hold.id ? -1 : 1)), relocations };
}

function toRisk(hold: HoldRow, why: HoldAtRisk['why']): HoldAtRisk {
  return { hold, branchId: hold.pickUpBranchId, at: hold.from, why };
}
