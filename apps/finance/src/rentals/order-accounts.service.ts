import { Injectable } from '@nestjs/common';
import { refuse } from '../finance.errors';
import type { EntryDraft } from '../posting-rules/entry-draft';
import { Ledger } from '../ledger/ledger.service';
import { factsHash, type DatedEntry } from '../ledger/posting.store';
import type { Receivable } from '../receivables/receivable';
import { ReceivableStore } from '../receivables/receivable.store';

/** What makes the charges of an order final. */
export interface FinalEvent {
  id: string;
  data: unknown;
}

export interface FinalPosting {
  drafts: readonly EntryDraft[];
  /** The receivable that the drafts move. */
  receivable: Receivable;
}

/** The last word about an order's charges is posted once. */
@Injectable()
export class OrderAccounts {
  constructor(
    private readonly receivables: ReceivableStore,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Locks the order, lets `prepare` say what to post, posts it and makes the order final. Repeated with the same event
   * it changes nothing and answers with nothing. Refuses `agreement-not-opened`, `entry-payload-differs` (the same
   * event with other facts) and `order-already-final`.
   */
  async finalise(
    reservationId: string,
    event: FinalEvent,
    prepare: (receivable: Receivable) => FinalPosting | Promise<FinalPosting>,
  ): Promise<DatedEntry[] | undefined> {
    const [receivable] = await this.receivables.lock([reservationId]);
    if (!receivable) refuse('agreement-not-opened', { reservationId });
    const hash = factsHash(event.data);
    if (receivable.finalisedBy) {
      refuseAnother(receivable.finalisedBy, { eventId: event.id, hash }, reservationId);
      return undefined;
    }
    const posting = await prepare(receivable);
    const final = { ...posting.receivable, finalisedBy: { eventId: event.id, hash } };
    return this.ledger.post({ drafts: posting.drafts, orders: [{ receivable: final }] });
  }
}

type Finality = NonNullable<Receivable['finalisedBy']>;

function refuseAnother(known: Finality, now: Finality, reservationId: string): void {
  if (known.eventId !== now.eventId) refuse('order-already-final', { reservationId, eventId: known.eventId });
  if (known.hash !== now.hash) refuse('entry-payload-differs', { rule: 'order-final', causeId: now.eventId });
}
