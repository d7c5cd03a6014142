import { Injectable } from '@nestjs/common';
import { businessDay, type Fen, type Instant } from '@houtai/domain-kit';
import { FinanceConfig } from '../finance.config';
import { draftsBy, type PostingRule } from '../posting-rules/posting-rule';
import type { WithdrawalFee } from '../posting-rules/withdrawal-fee-charged';
import { OrderAccounts, type FinalEvent } from './order-accounts.service';
import { dimensionsOf } from '../receivables/receivable';
import { ReceivableStore } from '../receivables/receivable.store';

export interface Withdrawal {
  reservationId: string;
  customerId: string;
  partnerId?: string;
  pickUp: { branchId: string };
  feeFen: Fen;
}

/** Fees of reservations that end without a rental. */
@Injectable()
export class WithdrawalFees {
  constructor(
    private readonly receivables: ReceivableStore,
    private readonly orders: OrderAccounts,
    private readonly config: FinanceConfig,
  ) {}

  /** A free withdrawal leaves no trace. */
  async charge(
    rule: PostingRule<WithdrawalFee>,
    event: FinalEvent,
    { reservationId, customerId, partnerId, pickUp, feeFen }: Withdrawal,
    at: Instant,
  ): Promise<void> {
    if (feeFen === 0) return;
    await this.receivables.open([{ reservationId, customerId, branchId: pickUp.branchId, partnerId }]);
    const cause = { id: event.id, facts: event.data, day: businessDay(at, this.config.timeZone) };
    await this.orders.finalise(reservationId, event, (receivable) => ({
      drafts: draftsBy(rule, { feeFen, about: dimensionsOf(receivable) }, cause),
      receivable,
    }));
  }
}
