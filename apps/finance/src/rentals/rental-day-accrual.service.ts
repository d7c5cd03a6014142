import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { Ledger } from '../ledger/ledger.service';
import { dimensionsOf } from '../receivables/receivable';
import { ReceivableStore } from '../receivables/receivable.store';
import { AccrualStore } from './accrual.store';
import { accrualOf } from './accrue-rental-day';

/** Posts the rental days that have begun, many orders with one statement. */
@DueWorker()
export class RentalDayAccrual implements DueItems {
  readonly name = 'rental-day-accrual';

  constructor(
    private readonly ledger: Ledger,
    private readonly receivables: ReceivableStore,
    private readonly accruals: AccrualStore,
    private readonly config: FinanceConfig,
  ) {}

  get chunk(): number {
    return this.config.accrualBatch;
  }

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.accruals.ordersDue(now, limit);
  }

  async handle(orders: readonly string[], now: Instant): Promise<void> {
    // Locked before their days are read: a settlement that came first has dropped them by then.
    const receivables = await this.receivables.lock(orders);
    const days = await this.accruals.pendingDays(orders, now);
    const byOrder = new Map(receivables.map((receivable) => [receivable.reservationId, receivable]));
    const drafts = days.flatMap((day) => {
      const receivable = byOrder.get(day.reservationId);
      return receivable ? accrualOf(day, dimensionsOf(receivable), this.config.timeZone) : [];
    });
    const touched = new Set(days.map(({ reservationId }) => reservationId));
    const posted = await this.ledger.post({
      drafts,
      orders: receivables
        .filter(({ reservationId }) => touched.has(reservationId))
        .map((receivable) => ({ receivable })),
    });
    await this.accruals.markAccrued(posted.map(({ id, draft }) => ({ dayId: draft.causeId, entryId: id })));
  }
}
