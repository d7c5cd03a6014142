import { Injectable } from '@nestjs/common';
import type { BusinessDay } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, ValidationFailedError } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import type { Receivable } from '../receivables/receivable';
import { ReceivableStore } from '../receivables/receivable.store';
import type { LineDraft } from '../posting-rules/entry-draft';
import { EntryStore } from './entry.store';
import { Ledger } from './ledger.service';
import { manualEntryFaults, type ChartAccount } from './manual-entry';
import { PostingDay } from './posting-day.service';
import { reversalOf } from './reversal';

export interface ManualEntry {
  /** Names the entry for ever. */
  causeId: string;
  day: BusinessDay;
  memo: string;
  maker: string;
  lines: readonly LineDraft[];
}

/** Entries that a person makes. */
@Injectable()
export class ManualPosting {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly receivables: ReceivableStore,
    private readonly entries: EntryStore,
    private readonly dating: PostingDay,
  ) {}

  /** @returns id of the entry. Throws {@link ValidationFailedError} with every fault, refuses `period-not-open`. */
  async post({ causeId, day, memo, maker, lines }: ManualEntry): Promise<string> {
    return this.unitOfWork.run(async () => {
      const receivables = await this.lockOrders(lines);
      const known = new Set(receivables.map(({ reservationId }) => reservationId));
      const faults = manualEntryFaults(lines, await this.chart(), known);
      if (faults.length > 0) throw new ValidationFailedError(faults);
      const draft = {
        rule: 'manual',
        ruleVersion: 1,
        kind: 'normal' as const,
        causeId,
        facts: { day, memo, maker, lines },
        day,
        lines,
        maker,
        memo,
      };
      const latest = this.dating.latest();
      if (day > latest) refuse('posting-day-out-of-reach', { day, latest });
      const orders = receivables.map((receivable) => ({ receivable }));
      const [entry] = await this.ledger.post({ drafts: [draft], orders, exactDay: true });
      if (!entry) throw new Error(`Manual entry ${causeId} was posted before`);
      return entry.id;
    });
  }

  /** @returns id of the reversal, dated today. Refuses `entry-already-reversed` and `entry-is-a-reversal`. */
  async reverse(entryId: string, by: { maker: string; memo: string }): Promise<string> {
    return this.unitOfWork.run(async () => {
      await this.entries.lock(entryId);
      const [entry] = await this.entries.stored([entryId]);
      if (!entry) throw new NotFoundError('entry', entryId);
      const draft = reversalOf(entry, { ...by, day: this.dating.today() });
      const receivables = await this.lockOrders(draft.lines);
      const orders = receivables.map((receivable) => ({ receivable }));
      const [reversal] = await this.ledger.post({ drafts: [draft], orders });
      if (!reversal) throw new Error(`Entry ${entryId} was reversed before`);
      return reversal.id;
    });
  }

  private lockOrders(lines: readonly LineDraft[]): Promise<Receivable[]> {
    return this.receivables.lock([...new Set(lines.flatMap(({ orderId }) => orderId ?? []))]);
  }

  private async chart(): Promise<ReadonlyMap<string, ChartAccount>> {
    const rows = await this.unitOfWork.sql.rows<{ code: string; postable: boolean; is_cash: boolean }>(
      'select code, postable, is_cash from account',
    );
    return new Map(rows.map(({ code, postable, is_cash: isCash }) => [code, { code, postable, isCash }]));
  }
}
