import { assertNever, column, toInstant, type Existing, type Fields, type RowOf } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import type { ConflictKind } from '../planning/board';
import type { Capacity, Hold, Proposal, ReleaseReason } from './capacity';

/** Columns of `capacity_request`. */
export const COLUMNS = {
  /** `reservation_id` is the id of any subject until the column is dropped. */
  fixed: { reservation_id: column<string>(), subject_kind: column<SubjectKind>() },
  changing: {
    status: column<Existing<Capacity>['status']>(),
    end_reason: column<ReleaseReason | null>(),
  },
};

/** With the live rows of `capacity_hold`. */
export type CapacityRow = RowOf<typeof COLUMNS> & { holds: LiveHoldRow[] };

/** As JSON has it. */
interface LiveHoldRow {
  hold_id: string;
  change_id: string | null;
  status: string;
  class_code: string;
  allowed_classes: string[] | null;
  pick_up_branch_id: string;
  from_at: string;
  return_branch_id: string;
  due_at: string;
  until_at: string;
  vehicle_id: string | null;
  conflict: ConflictKind | null;
}

/**
 * Said in this way, no index over all that is live can answer it: planned while nothing was promised, any of these looks as
 * good as the one by reservation.
 */
export const LIVE_HOLDS = `(
  select coalesce(jsonb_agg(to_jsonb(h)), '[]') from capacity_hold h
   where h.reservation_id = t.reservation_id and coalesce(h.released_at, 'infinity') = 'infinity')`;

export function toCapacity(row: Fields<CapacityRow>): Existing<Capacity> {
  const { status } = row;
  const subject = { kind: row.subjectKind, id: row.reservationId };
  switch (status) {
    case 'unknown':
    case 'refused':
      return { status, subject };
    case 'ended':
      return { status, subject, reason: row.endReason ?? 'completed' };
    case 'in-use':
    case 'held':
    case 'firm': {
      const proposal = row.holds.filter((hold) => hold.status === 'proposed').map(toProposal)[0];
      return { status, subject, hold: presentHold(row), ...(proposal && { proposal }) };
    }
    default:
      return assertNever(status);
  }
}

export function toCapacityRow(state: Existing<Capacity>): Fields<RowOf<typeof COLUMNS>> {
  const { subject, status } = state;
  const endReason = status === 'ended' ? state.reason : undefined;
  return { reservationId: subject.id, subjectKind: subject.kind, status, endReason };
}

function presentHold({ holds, status }: Fields<CapacityRow>): Hold {
  const row = holds.find((hold) => hold.status !== 'proposed');
  if (!row) throw new Error(`a subject is ${status} but holds nothing`);
  return toHold(row);
}

function toProposal(row: LiveHoldRow): Proposal {
  return { ...toHold(row), changeId: row.change_id ?? '' };
}

function toHold(row: LiveHoldRow): Hold {
  return {
    holdId: row.hold_id,
    ...(row.change_id !== null && { changeId: row.change_id }),
    classCode: row.class_code,
    ...(row.allowed_classes && { allowedClasses: row.allowed_classes }),
    pickUp: { branchId: row.pick_up_branch_id, at: toInstant(row.from_at) },
    return: { branchId: row.return_branch_id, at: toInstant(row.due_at) },
    untilAt: toInstant(row.until_at),
    place:
      row.vehicle_id === null ? { conflict: row.conflict ?? 'no-vehicle' } : { vehicleId: row.vehicle_id },
  };
}
