import { toInstant, type Existing, type Instant } from '@houtai/domain-kit';
import type { Allocation, AllocationReleaseReason } from './allocation';

/** Row of table `allocation`; `Time` is what the driver reads, instants are written. */
export interface AllocationRow<Time = Date> {
  allocation_id: string;
  reservation_id: string;
  vehicle_id: string;
  class_code: string;
  status: 'active' | 'completed' | 'released';
  in_use: boolean;
  release_reason: AllocationReleaseReason | null;
  allocated_at: Time;
  released_at: Time | null;
}

/** As it is read, with both ends of its range. */
export interface StoredAllocationRow extends AllocationRow {
  from_at: Date;
  to_at: Date;
}

export const ENDS = { from_at: 'lower(t.during)', to_at: 'upper(t.during)' };

/** Columns written once. */
export const FIXED_COLUMNS = [
  'reservation_id',
  'vehicle_id',
  'class_code',
  'allocated_at',
] as const satisfies readonly (keyof AllocationRow)[];

/** Columns that a decision may change. */
export const CHANGING_COLUMNS = ['during', 'status', 'in_use', 'release_reason', 'released_at'] as const;

export function toAllocation(row: StoredAllocationRow): Existing<Allocation> {
  const allocated = {
    allocationId: row.allocation_id,
    reservationId: row.reservation_id,
    vehicleId: row.vehicle_id,
    classCode: row.class_code,
    during: { from: toInstant(row.from_at), to: toInstant(row.to_at) },
    allocatedAt: toInstant(row.allocated_at),
  };
  if (row.status === 'active') return { ...allocated, status: row.in_use ? 'in-use' : 'bound' };
  const releasedAt = toInstant(row.released_at ?? row.to_at);
  return { ...allocated, status: row.status, reason: row.release_reason ?? 'cancelled', releasedAt };
}

export function toAllocationRow(state: Existing<Allocation>): AllocationRow<Instant> & { during: string } {
  const ended = 'releasedAt' in state ? state : undefined;
  return {
    allocation_id: state.allocationId,
    reservation_id: state.reservationId,
    vehicle_id: state.vehicleId,
    class_code: state.classCode,
    during: `[${state.during.from},${state.during.to})`,
    status: ended?.status ?? 'active',
    in_use: state.status === 'in-use',
    release_reason: ended?.reason ?? null,
    allocated_at: state.allocatedAt,
    released_at: ended?.releasedAt ?? null,
  };
}
