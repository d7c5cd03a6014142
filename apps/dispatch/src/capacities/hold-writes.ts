import type { TableChange } from '@houtai/aggregate';
import type { Instant } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import { relocationColumns, type RelocationColumns } from '../planning/relocation-columns';
import type { Capacity, CapacityEvent, Hold } from './capacity';

type HoldStatus = 'held' | 'proposed' | 'firm' | 'in-use' | 'released' | 'completed';

interface LiveHold {
  hold: Hold;
  status: HoldStatus;
}

/**
 * What a change does to a row of `capacity_hold`. It leaves the plan; or enters it, also anew with other terms; or stays
 * where the plan has it by now. A hold that stays goes back to the span of its own promise when the alternative is gone
 * that it shared one with: `own_span`.
 */
export type HoldWrite = { hold_id: string; status: HoldStatus; at: Instant } & (
  | { move: 'leaves' }
  | { move: 'stays'; own_span: 'no' | 'unless-late' | 'yes' }
  | ({ move: 'enters'; reservation_id: string; subject_kind: SubjectKind } & HoldTerms)
);

interface HoldTerms extends Partial<RelocationColumns> {
  change_id: string | undefined;
  class_code: string;
  allowed_classes: readonly string[] | undefined;
  pick_up_branch_id: string;
  return_branch_id: string;
  from_at: Instant;
  due_at: Instant;
  until_at: Instant;
  vehicle_id: string | undefined;
  conflict: string | undefined;
}

/** The difference of two states, as rows. */
export function holdWrites({ before, after, events }: TableChange<Capacity, CapacityEvent>): HoldWrite[] {
  const [was, is] = [liveHolds(before), liveHolds(after)];
  const at = events.at(-1)?.at ?? '';
  const ended: HoldStatus =
    after.status === 'ended' && after.reason === 'completed' ? 'completed' : 'released';
  const gone = [...was.keys()].filter((id) => !is.has(id));
  const lostProposal = gone.some((id) => was.get(id)?.status === 'proposed');
  const writes = gone.map((hold_id): HoldWrite => ({ move: 'leaves', hold_id, status: ended, at }));
  for (const [hold_id, { hold, status }] of is) {
    const known = was.get(hold_id);
    if (known?.hold !== hold) {
      const { id: reservation_id, kind: subject_kind } = after.subject;
      writes.push({ move: 'enters', hold_id, status, at, reservation_id, subject_kind, ...termsOf(hold) });
    } else if (known.status === 'proposed' && status !== 'proposed') {
      writes.push({ move: 'stays', hold_id, status, at, own_span: 'yes' });
    } else if (known.status !== status || lostProposal) {
      // one that waits for a late vehicle keeps the span that its binding has
      writes.push({ move: 'stays', hold_id, status, at, own_span: lostProposal ? 'unless-late' : 'no' });
    }
  }
  return writes;
}

function liveHolds(state: Capacity): Map<string, LiveHold> {
  if (!('hold' in state)) return new Map();
  const live: LiveHold[] = [{ hold: state.hold, status: state.status }];
  if ('proposal' in state && state.proposal) live.push({ hold: state.proposal, status: 'proposed' });
  return new Map(live.map((one) => [one.hold.holdId, one]));
}

function termsOf({
  changeId,
  classCode,
  allowedClasses,
  pickUp,
  return: back,
  untilAt,
  place,
}: Hold): HoldTerms {
  return {
    change_id: changeId,
    class_code: classCode,
    allowed_classes: allowedClasses,
    pick_up_branch_id: pickUp.branchId,
    return_branch_id: back.branchId,
    from_at: pickUp.at,
    due_at: back.at,
    until_at: untilAt,
    vehicle_id: 'vehicleId' in place ? place.vehicleId : undefined,
    conflict: 'conflict' in place ? place.conflict : undefined,
    ...('vehicleId' in place && place.drive && relocationColumns(place.drive)),
  };
}
