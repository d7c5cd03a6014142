import { Injectable } from '@nestjs/common';
import type { BusinessDay } from '@houtai/domain-kit';
import { NotFoundError, ValidationFailedError } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import type { Receivable } from '../receivables/receivable';
import { ReceivableStore } from '../receivables/receivable.store';
import type { EntryDraft, EntryKind, LineDraft } from '../posting-rules/entry-draft';
import { EntryStore } from './entry.store';
import { Ledger } from './ledger.service';
import { manualEntryFaults } from './manual-entry';
import { documentsOf, faultsOfFacts } from './entry-by-rule';
import { PostingDay } from './posting-day.service';
import { checkReversible, makesFinal, reversalsOf } from './reversal';
import { ReversedHolds } from './reversed-holds.service';

/** What the checker sees is what is posted: the facts of the entry. */
export interface ManualEntry {
  day: BusinessDay;
  memo: string;
  maker: string;
  lines: readonly LineDraft[];
  /** The posting rule that made the lines of these facts; without, they were made by hand. */
  rule?: string;
  ruleVersion?: number;
  kind?: EntryKind;
  facts?: unknown;
}

export const MANUAL_RULE = 'manual';

/** Entries that people make, once a second one has approved them. */
@Injectable()
export class ManualPosting {
  constructor(
    private readonly ledger: Ledger,
    private readonly receivables: ReceivableStore,
    private readonly entries: EntryStore,
    private readonly dating: PostingDay,
    private readonly holds: ReversedHolds,
  ) {}

  /** Throws {@link ValidationFailedError} with every fault, refuses `posting-day-out-of-reach`. */
  async check(entry: ManualEntry): Promise<void> {
    await this.lockChecked(entry);
  }

  /** @param causeId names the entry for ever. Throws as {@link check}, refuses `period-not-open` as well. */
  async post(causeId: string, entry: ManualEntry, checker: string): Promise<void> {
    const { day, memo, maker, lines, rule = MANUAL_RULE, ruleVersion = 1, kind = 'normal' } = entry;
    const receivables = await this.lockChecked(entry);
    const draft: EntryDraft = {
      rule,
      ruleVersion,
      kind,
      causeId,
      facts: entry,
      day,
      lines,
      maker,
      checker,
      memo,
    };
    const orders = receivables.map((receivable) => ({ receivable }));
    const [posted] = await this.ledger.post({ drafts: [draft], orders, exactDay: true });
    if (!posted) throw new Error(`Manual entry ${causeId} was posted before`);
  }

  /** Refuses `entry-already-reversed` and `entry-is-a-reversal`. */
  async checkReversal(entryId: string): Promise<void> {
    const [entry] = await this.entries.stored([entryId]);
    if (!entry) throw new NotFoundError('entry', entryId);
    checkReversible(entry);
  }

  /**
   * Reverses the entry and all that was posted for the same cause, and takes back what followed from it: the charges of the
   * order are final no more, what was captured of its deposit is released. Dated today. Refuses as {@link checkReversal}.
   */
  async reverse(entryId: string, by: { maker: string; checker: string; memo: string }): Promise<void> {
    await this.entries.lock(entryId);
    await this.checkReversal(entryId);
    const together = await this.entries.ofSameCause(entryId);
    const drafts = reversalsOf(together, { ...by, day: this.dating.today() });
    const receivables = await this.lockOrders(drafts.flatMap(({ lines }) => lines));
    const isFinalNoMore = together.some(makesFinal);
    const orders = receivables.map((receivable) => ({
      receivable: isFinalNoMore ? { ...receivable, finalisedBy: undefined } : receivable,
    }));
    await this.ledger.post({ drafts, orders });
    await this.holds.giveBack(together);
  }

  private async lockChecked({ day, lines, rule, facts }: ManualEntry): Promise<Receivable[]> {
    const receivables = await this.lockOrders(lines);
    const known = receivables.map(({ reservationId }) => reservationId);
    const chart = await this.entries.chart();
    const faults =
      rule === undefined
        ? manualEntryFaults(day, lines, chart, new Set(known))
        : faultsOfFacts(
            manualEntryFaults(day, lines, chart, new Set([...known, ...documentsOf(lines)])),
            lines,
            facts,
          );
    if (faults.length > 0) throw new ValidationFailedError(faults);
    const latest = this.dating.latest();
    if (day > latest) refuse('posting-day-out-of-reach', { day, latest });
    return receivables;
  }

  private lockOrders(lines: readonly LineDraft[]): Promise<Receivable[]> {
    return this.receivables.lock([...new Set(lines.flatMap(({ orderId }) => orderId ?? []))]);
  }
}
