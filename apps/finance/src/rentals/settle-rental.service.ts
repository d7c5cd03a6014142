import { Injectable } from '@nestjs/common';
import type { AgreementSettledV1 } from '@houtai/event-catalogue';
import { FinanceConfig } from '../finance.config';
import { EntryStore } from '../ledger/entry.store';
import { HoldStore } from '../holds/hold.store';
import { rentalDayAccrued } from '../posting-rules/rental-day-accrued';
import { OrderAccounts } from './order-accounts.service';
import { AccrualStore } from './accrual.store';
import { accruedTooFar, settlementDrafts } from './settlement';

@Injectable()
export class SettleRental {
  constructor(
    private readonly orders: OrderAccounts,
    private readonly holds: HoldStore,
    private readonly accruals: AccrualStore,
    private readonly entries: EntryStore,
    private readonly config: FinanceConfig,
  ) {}

  /** Posts the settlement, ends the rental hold and what was still to be accrued. Repeated it changes nothing. */
  async settle(event: { id: string; data: AgreementSettledV1 }): Promise<void> {
    const { reservationId, branchId, vehicleId, captureFen, settledAt } = event.data;
    const posted = await this.orders.finalise(reservationId, event, async (receivable) => {
      const days = await this.accruals.daysOf(reservationId);
      const beyond = accruedTooFar(days, event.data).flatMap(({ entryId }) => entryId ?? []);
      const tooFar = await this.entries.stored(beyond);
      return {
        drafts: settlementDrafts({ event, receivable, days, tooFar, timeZone: this.config.timeZone }),
        receivable: { ...receivable, branchId, vehicleId },
      };
    });
    if (!posted) return;
    const accrued = posted.filter(({ draft }) => draft.rule === rentalDayAccrued.name);
    await this.accruals.markAccrued(accrued.map(({ id, draft }) => ({ dayId: draft.causeId, entryId: id })));
    await this.accruals.dropPending(reservationId);
    await this.holds.end([{ reservationId, kind: 'rental', captureFen, at: settledAt }]);
  }
}
