import type { TableChange } from '@houtai/aggregate';
import type { Instant } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent, WantedHold } from './capacity';

/** What a change does to `refused_wish`: a rental is lost for want of a vehicle, or is so no longer. */
export type RefusedWishWrite = { reservation_id: string } & (
  ({ move: 'lost' } & WishTerms) | { move: 'regained' }
);

interface WishTerms {
  class_code: string;
  allowed_classes: readonly string[] | undefined;
  pick_up_branch_id: string;
  return_branch_id: string;
  from_at: Instant;
  due_at: Instant;
  until_at: Instant;
  refused_at: Instant;
}

/**
 * Only what was asked for anew counts. A change, extension or exchange that is refused leaves the promise that there is, and
 * the company's own use is nobody's wish. A reservation is lost once, however often it is asked for, and not at all when it
 * gets a vehicle later or its customer takes it back.
 */
export function refusedWishWrites({
  before,
  after,
  events,
}: TableChange<Capacity, CapacityEvent>): RefusedWishWrite[] {
  const { kind, id: reservation_id } = after.subject;
  if (kind !== 'rental') return [];
  if (!isLost(after)) return isLost(before) ? [{ move: 'regained', reservation_id }] : [];
  return events.flatMap((event): RefusedWishWrite[] => {
    if (event.type !== 'CapacityRefused' || !event.wish) return [];
    return [{ move: 'lost', reservation_id, ...termsOf(event.wish, event.at) }];
  });
}

/** Orders answers a refusal with the rejection, or had waited too long for it. */
function isLost(state: Capacity): boolean {
  if (state.status === 'ended') return state.reason === 'rejected' || state.reason === 'expired';
  return state.status === 'refused';
}

function termsOf(wish: WantedHold, refusedAt: Instant): WishTerms {
  const { classCode, allowedClasses, pickUp, return: back, untilAt } = wish;
  return {
    class_code: classCode,
    allowed_classes: allowedClasses,
    pick_up_branch_id: pickUp.branchId,
    return_branch_id: back.branchId,
    from_at: pickUp.at,
    due_at: back.at,
    until_at: untilAt,
    refused_at: refusedAt,
  };
}

const TERMS =
  'class_code, allowed_classes, pick_up_branch_id, return_branch_id, from_at, due_at, until_at, refused_at';

/** Expressions of the statement that writes the refusal itself. */
export function writeRefusedWishes(input: string): string {
  return `wish_writes as materialized (
    select * from jsonb_to_recordset(${input}) as w(move text, reservation_id uuid, class_code text, allowed_classes text[],
      pick_up_branch_id uuid, return_branch_id uuid, from_at timestamptz, due_at timestamptz, until_at timestamptz,
      refused_at timestamptz)
  ), wishes_lost as (
    insert into refused_wish (reservation_id, ${TERMS})
    select reservation_id, ${TERMS} from wish_writes where move = 'lost'
    on conflict (reservation_id) do nothing
  ), wishes_regained as (
    delete from refused_wish
     where reservation_id = any(array(select reservation_id from wish_writes where move = 'regained'))
  )`;
}
