import { toInstant, type Instant } from '@houtai/domain-kit';
import type { OpenedBranch } from './branch';

/** A row of `branch`. */
export interface BranchRow<Time = Date> {
  id: string;
  code: string;
  name: string;
  city: string;
  time_zone: string;
  opens_at: string;
  closes_at: string;
  violation_hold_days: number;
  turnaround_minutes: number;
  opened_at: Time;
}

export function toBranch(row: BranchRow): OpenedBranch {
  const { id, code, name, city } = row;
  return {
    ...{ status: 'open', id, code, name, city },
    timeZone: row.time_zone,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    violationHoldDays: row.violation_hold_days,
    turnaroundMinutes: row.turnaround_minutes,
    openedAt: toInstant(row.opened_at),
  };
}

export function toBranchRow(branch: OpenedBranch): BranchRow<Instant> {
  const { id, code, name, city } = branch;
  return {
    ...{ id, code, name, city },
    time_zone: branch.timeZone,
    opens_at: branch.opensAt,
    closes_at: branch.closesAt,
    violation_hold_days: branch.violationHoldDays,
    turnaround_minutes: branch.turnaroundMinutes,
    opened_at: branch.openedAt,
  };
}
