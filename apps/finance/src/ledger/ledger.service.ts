import { Inject, Injectable } from '@nestjs/common';
import {
  entryPostedV1,
  paymentReceivedV1,
  receivableClearedV1,
  type PaymentReceivedV1,
} from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import { outgoing, type OutgoingEvent } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import { periodOf, postingDay, type Yyyymm } from '../periods/period';
import { PeriodStore } from '../periods/period.store';
import { moveReceivable, type Receivable, type ReceivableEvent } from '../receivables/receivable';
import type { EntryDraft, LineDraft } from '../posting-rules/entry-draft';
import { toEntryPosted } from './entry-posted.publish';
import { PostingDay } from './posting-day.service';
import { causeKey, factsHash, PostingStore, type DatedEntry } from './posting.store';

export interface Posting {
  drafts: readonly EntryDraft[];
  /** The orders that the drafts (or something else) move, locked before. */
  orders: readonly { receivable: Receivable; payment?: PaymentReceivedV1 }[];
  /** A closed period refuses `period-not-open` instead of handing on to the next open one. */
  exactDay?: boolean;
}

/** The one way into the books. */
@Injectable()
export class Ledger {
  constructor(
    private readonly store: PostingStore,
    private readonly periods: PeriodStore,
    private readonly dating: PostingDay,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Posts the drafts in the transaction at hand. What was posted for the same cause and rule before is left out;
   * with other facts it is refused: `entry-payload-differs`.
   * @returns the entries that are new
   */
  async post({ drafts, orders, exactDay = false }: Posting): Promise<DatedEntry[]> {
    const fresh = await this.withoutKnown(drafts);
    if (fresh.length === 0 && orders.length === 0) return [];
    const entries = await this.date(fresh, exactDay);
    const postedAt = this.clock.now();
    const events: OutgoingEvent[] = entries.map(({ id, draft, postingDate }) =>
      outgoing(entryPostedV1, id, 1, toEntryPosted(id, draft, postingDate, postedAt)),
    );
    const byOrder = linesByOrder(fresh);
    const moved = orders.map(({ receivable, payment }) => {
      const lines = byOrder.get(receivable.reservationId) ?? [];
      const { after, events: told } = moveReceivable(receivable, { lines, payment, at: postedAt });
      events.push(...told.map((event) => toOutgoing(receivable.reservationId, event)));
      return after;
    });
    await this.store.write(entries, moved, events);
    return entries;
  }

  private async withoutKnown(drafts: readonly EntryDraft[]): Promise<EntryDraft[]> {
    const known = await this.store.knownCauses(drafts);
    return drafts.filter((draft) => {
      const hash = known.get(causeKey(draft));
      if (hash === undefined) return true;
      if (hash !== factsHash(draft.facts)) {
        const { rule, causeId } = draft;
        refuse('entry-payload-differs', { rule, causeId });
      }
      return false;
    });
  }

  private hold(drafts: readonly EntryDraft[], months: readonly Yyyymm[], exact: boolean) {
    if (!exact) return this.periods.holdOpen(months);
    const isClosing = drafts.every(({ kind }) => kind === 'closing');
    return isClosing ? this.periods.holdForClosing(months) : this.periods.holdExactly(months);
  }

  private async date(drafts: readonly EntryDraft[], exact: boolean): Promise<DatedEntry[]> {
    if (drafts.length === 0) return [];
    await this.dating.tell();
    const months = drafts.map(({ day }) => periodOf(day));
    const openFor = await this.hold(drafts, months, exact);
    return drafts.map((draft) => {
      const period = periodOf(draft.day);
      const postingDate = postingDay(draft.day, openFor.get(period));
      if (postingDate === undefined) refuse('period-not-open', { period });
      return { id: this.ids.next(), postingDate, draft };
    });
  }
}

function linesByOrder(drafts: readonly EntryDraft[]): ReadonlyMap<string, LineDraft[]> {
  const byOrder = new Map<string, LineDraft[]>();
  for (const line of drafts.flatMap(({ lines }) => lines)) {
    if (line.orderId === undefined) continue;
    const lines = byOrder.get(line.orderId) ?? [];
    byOrder.set(line.orderId, lines);
    lines.push(line);
  }
  return byOrder;
}

function toOutgoing(reservationId: string, event: ReceivableEvent): OutgoingEvent {
  switch (event.type) {
    case 'PaymentReceived':
      return outgoing(paymentReceivedV1, reservationId, event.aggregateVersion, event.data);
    case 'ReceivableCleared':
      return outgoing(receivableClearedV1, reservationId, event.aggregateVersion, event.data);
    default:
      return assertNever(event);
  }
}
