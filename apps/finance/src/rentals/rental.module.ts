import { Module } from '@nestjs/common';
import { HoldController } from '../holds/hold.controller';
import { HoldQueries } from '../holds/hold.queries';
import { LedgerModule } from '../ledger/ledger.module';
import { AccrualStore } from './accrual.store';
import { OrderAccounts } from './order-accounts.service';
import { RentalBooks } from './rental-books.service';
import { RentalDayAccrual } from './rental-day-accrual.service';
import { SettleRental } from './settle-rental.service';
import { WhenAgreementClosed } from './when-agreement-closed.consumer';
import { WhenAgreementOpened } from './when-agreement-opened.consumer';
import { WhenAgreementSettled } from './when-agreement-settled.consumer';
import { WhenReservationWithdrawn } from './when-reservation-withdrawn.consumer';
import { WithdrawalFees } from './withdrawal-fees.service';

/** Rentals in the books: what each event of an order causes. */
@Module({
  imports: [LedgerModule],
  controllers: [
    HoldController,
    WhenAgreementOpened,
    WhenAgreementSettled,
    WhenAgreementClosed,
    WhenReservationWithdrawn,
  ],
  providers: [
    AccrualStore,
    HoldQueries,
    OrderAccounts,
    RentalBooks,
    RentalDayAccrual,
    SettleRental,
    WithdrawalFees,
  ],
})
export class RentalModule {}
