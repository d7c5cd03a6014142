import { column, type Existing, type Fields, type RowOf } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import type { Allocation, AllocationReleaseReason } from './allocation';

/** Columns of `allocation`. */
export const COLUMNS = {
  fixed: {
    allocation_id: column<string>(),
    /** Id of any subject until the column is dropped. */
    reservation_id: column<string>(),
    subject_kind: column<SubjectKind>(),
    vehicle_id: column<string>(),
    class_code: column<string>(),
    branch_id: column<string | null>(),
    allocated_at: column<Date>(),
  },
  changing: {
    during: column<string>(),
    status: column<'active' | 'completed' | 'released'>(),
    in_use: column<boolean>(),
    release_reason: column<AllocationReleaseReason | null>(),
    released_at: column<Date | null>(),
  },
};

/** As it is read, with both ends of its range. */
export type AllocationRow = RowOf<typeof COLUMNS> & { from_at: Date; to_at: Date };

export const ENDS = { from_at: 'lower(t.during)', to_at: 'upper(t.during)' };

export function toAllocation(row: Fields<AllocationRow>): Existing<Allocation> {
  const { status, inUse, releaseReason, releasedAt, fromAt: from, toAt: to, ...rest } = row;
  const { reservationId: id, subjectKind: kind, ...who } = rest;
  const during = { from, to };
  const allocated = { ...who, subject: { kind, id } };
  if (status === 'active') return { ...allocated, during, status: inUse ? 'in-use' : 'bound' };
  return { ...allocated, during, status, reason: releaseReason ?? 'cancelled', releasedAt: releasedAt ?? to };
}

export function toAllocationRow(state: Existing<Allocation>): Fields<RowOf<typeof COLUMNS>> {
  const ended = 'releasedAt' in state ? state : undefined;
  return {
    ...state,
    reservationId: state.subject.id,
    subjectKind: state.subject.kind,
    during: `[${state.during.from},${state.during.to})`,
    status: ended?.status ?? 'active',
    inUse: state.status === 'in-use',
    releaseReason: ended?.reason,
  };
}
