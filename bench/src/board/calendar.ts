import type { Cell } from './cell';
import type { Millis } from './rows';

export interface FreeHour {
  readonly from: Millis;
  /** Vehicles that stand free and fit during the whole hour; promises without a vehicle are taken off. */
  readonly free: number;
}

const HOUR = 3_600_000;

/** Free vehicles of a cell at a branch, hour by hour. The first hour is the one in which `from` lies. */
export function freeByHour(cell: Cell, branchId: string, from: Millis, to: Millis): FreeHour[] {
  const counts = cell.countsAt(branchId);
  const gaps = [...cell.gapsAtBranch(branchId)].filter((gap) => gap.from < to && gap.to > from);
  const hours: FreeHour[] = [];
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < to; hour += HOUR) {
    const end = hour + HOUR;
    const inGaps = gaps.filter((gap) => gap.from <= hour && end <= gap.to && end <= gap.fitTo).length;
    hours.push({ from: hour, free: Math.max(0, counts.lowest(hour, end)) + inGaps });
  }
  return hours;
}
