import type { EntryPostedV1 } from '@houtai/event-catalogue';
import type { BusinessDay, Instant } from '@houtai/domain-kit';
import { totalOf, type EntryDraft } from '../posting-rules/entry-draft';

/** What the rest of the system learns about an entry. */
export function toEntryPosted(
  entryId: string,
  draft: EntryDraft,
  postingDate: BusinessDay,
  postedAt: Instant,
): EntryPostedV1 {
  const orders = new Set(draft.lines.map(({ orderId }) => orderId));
  const [reservationId] = orders.size === 1 ? orders : [];
  return {
    entryId,
    kind: draft.kind,
    rule: draft.rule,
    ruleVersion: draft.ruleVersion,
    postingDate,
    ...(reservationId ? { reservationId } : {}),
    totalFen: totalOf(draft.lines),
    lines: draft.lines.map(({ account, side, amountFen, branchId, vehicleId }) => ({
      account,
      side,
      amountFen,
      ...(branchId ? { branchId } : {}),
      ...(vehicleId ? { vehicleId } : {}),
    })),
    postedAt,
  };
}
